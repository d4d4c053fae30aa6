package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vedette.wire.Message;
import vedette.wire.MessageTypes;

class MessageTypesTest {
  @Test
  void areThoseOfTheMessageRecords() {
    assertThat(MessageTypes.KNOWN)
        .hasSize(38)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Message.class.getPermittedSubclasses())
                .map(record -> record.getSimpleName().toLowerCase(Locale.ROOT))
                .toList());
  }
}
