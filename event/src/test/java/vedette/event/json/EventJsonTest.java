package vedette.event.json;

import org.junit.jupiter.api.Test;
import vedette.event.Event;
import vedette.wire.Message;

class EventJsonTest {
  @Test
  void dump() {
    for (Event e : Samples.events()) System.out.print(Lines.of(e));
    for (Event e : Samples.undecoded()) System.out.print(Lines.of(e));
    for (Message m : Samples.messages()) System.out.println(Lines.messageOf(Lines.of(m)));
  }
}
