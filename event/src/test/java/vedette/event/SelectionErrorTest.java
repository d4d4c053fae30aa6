package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionErrorTest {
  private static SelectionException error(String text) {
    return catchThrowableOfType(SelectionException.class, () -> Selection.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event=net:inbound_mesage | 7 | event=net:inbound_mesage: no such event. Nearest: net:inbound_message.
          event=nte:* | 7 | event=nte:*: no such event. Nearest: net:*.
          event=*:repalced | 7 | event=*:repalced: no such event. Nearest: *:replaced.
          event=mempool:er* | 7 | event=mempool:er*: no such event. Nearest: mempool:re*.
          event=inbound_message | 7 | event=inbound_message: no such event. Nearest: net:inbound_message.
          event=net | 7 | event=net: no such event. Nearest: net:*.
          event=zzz | 7 | event=zzz: no such event. Expected: <context>:<event>, or a glob over it such as net:* or *:added.
          event=orphan:added | 7 | event=orphan:added: no such event. Nearest: mempool:added.
          event=net:*,!net:closed | 14 | event=net:closed: no such event. Nearest: net:closed_connection.
          event="net:*" | 7 | event="net:*": quotes are only for message, connection and network. Expected: <context>:<event>, or a glob over it such as net:* or *:added.
          !event=vedette:loss | 8 | event=vedette:loss: what Vedette itself has to say cannot be removed. Expected: an event of the node.
          message=xversion | 9 | message=xversion: no such message type. Nearest: version. A type that Core does not know goes in quotes.
          message=inv,gethaeders | 13 | message=gethaeders: no such message type. Nearest: getheaders. A type that Core does not know goes in quotes.
          message=INV | 9 | message=INV: no such message type. Expected: a type that Core knows. A type that Core does not know goes in quotes.
          message=getfc* | 9 | message=getfc*: no such message type. Nearest: getcf*.
          message="a type too long" | 9 | message="a type too long": no message type. Expected: at most 12 characters of ASCII in quotes.
          message="inv | 9 | message="inv: the quote does not end. Expected: a closing quote.
          message="inv"tx | 9 | message="inv"tx: a quote inside. Expected: quotes around the whole value.
          message=in"v | 9 | message=in"v: a quote inside. Expected: quotes around the whole value.
          message=inv, tx | 13 | message=: a value is missing. Expected: a value behind each '=' and ','.
          message= | 9 | message=: a value is missing. Expected: a value behind each '=' and ','.
          !message=tx,!inv | 14 | message=inv: negated twice. Expected: one '!', before the key or before the value.
          direction=inbuond | 11 | direction=inbuond: no such direction. Nearest: inbound.
          direction=up | 11 | direction=up: no such direction. Expected: inbound, outbound.
          direction="inbound" | 11 | direction="inbound": quotes are only for message, connection and network. Expected: inbound, outbound.
          peer=eleven | 6 | peer=eleven: not a peer id. Expected: a whole number from 0, as getpeerinfo tells it.
          peer=-1 | 6 | peer=-1: not a peer id. Expected: a whole number from 0, as getpeerinfo tells it.
          peer=9223372036854775808 | 6 | peer=9223372036854775808: too large for a peer id. Expected: a whole number from 0, as getpeerinfo tells it.
          address=10.0.0.0/33 | 9 | address=10.0.0.0/33: not a subnet. Expected: a subnet such as 192.0.2.0/24 or 2001:db8::/32.
          address=example.org/8 | 9 | address=example.org/8: not a subnet. Expected: a subnet such as 192.0.2.0/24 or 2001:db8::/32.
          address=192.0.2.300 | 9 | address=192.0.2.300: not an address. Expected: an IP address, a host name, a subnet, or *.onion for all that end so.
          address=*onion | 9 | address=*onion: not the end of a name. Expected: *.<end of the name>, such as *.onion.
          address=[::1]:65536 | 9 | address=[::1]:65536: not an address. Expected: host, host:port, IPv6 (in brackets if a port follows) or a subnet.
          address=fe80::1%eth0 | 9 | address=fe80::1%eth0: not an address. Expected: host, host:port, IPv6 (in brackets if a port follows) or a subnet.
          connection=block-relay | 12 | connection=block-relay: no such connection type. Nearest: block-relay-only.
          connection="" | 12 | connection="": no such connection type. Expected: inbound, manual, feeler, outbound-full-relay, block-relay-only, addr-fetch, private-broadcast.
          network=ivp6 | 9 | network=ivp6: no such network. Nearest: ipv6.
          network=tor | 9 | network=tor: no such network. Expected: unroutable, ipv4, ipv6, onion, i2p, cjdns, internal.
          peer=1 mesage=inv | 8 | mesage: no such key. Nearest: message.
          addr=::1 | 1 | addr: no such key. Nearest: address.
          !evnet=net:* | 2 | evnet: no such key. Nearest: event.
          =inv | 1 | : no such key. Expected: event, message, direction, peer, address, connection, network.
          peer=1 inv | 8 | inv: no key. Nearest: message=inv.
          !net:* | 1 | !net:*: no key. Nearest: !event=net:*.
          hello | 1 | hello: no key. Expected: key=value, where key is one of event, message, direction, peer, address, connection, network.
          """)
  void isNamed(String text, int column, String message) {
    SelectionException error = error(text);
    assertThat(error).hasMessage(message);
    assertThat(error.column()).isEqualTo(column);
    assertThat(text.substring(column - 1)).startsWith(error.found());
  }

  @Test
  void isTakenApartForWhoUnderlinesIt() {
    SelectionException error = error("event=net:*  message=inv,txx");
    assertThat(error.column()).isEqualTo(26);
    assertThat(error.found()).isEqualTo("txx");
    assertThat(error.nearest()).contains("tx");
    assertThat(error.expected()).isEqualTo("a type that Core knows");
    assertThat(error("peer=x").nearest()).isEmpty();
  }

  @Test
  void inAFlagIsCountedInItsValue() {
    SelectionException error =
        catchThrowableOfType(
            SelectionException.class,
            () -> Selection.of(Map.of(Selection.Key.EVENT, List.of("net:*", "!mempool:aded"))));
    assertThat(error).hasMessage("event=mempool:aded: no such event. Nearest: mempool:added.");
    assertThat(error.column()).isEqualTo(2);
    assertThatExceptionOfType(SelectionException.class)
        .isThrownBy(() -> Selection.of(Map.of(Selection.Key.MESSAGE, List.of("inv tx"))))
        .withMessage(
            "message=inv tx: a blank inside."
                + " Expected: values with commas between them and nothing else.");
  }

  @Test
  void hostileTextIsShownBoundedAndEscaped() {
    assertThat(error("event=\u001b[31m\u202e"))
        .hasMessage(
            "event=\\u001b[31m\\u202e: no such event."
                + " Expected: <context>:<event>, or a glob over it such as net:* or *:added.");
    assertThat(error("network=" + "x".repeat(60_000)))
        .hasMessage(
            "network="
                + "x".repeat(72)
                + "…: no such network."
                + " Expected: unroutable, ipv4, ipv6, onion, i2p, cjdns, internal.");
    assertThat(error(" ".repeat(65_537)))
        .hasMessage("selection: too long. Expected: at most 65536 characters.");
  }
}
