package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Method;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// One fuzz target a message type, named like it.
///
/// Run as tests they try the vectors of their type and what fuzzing once found; `bench/fuzz` lets
/// Jazzer search.
class MessageDecoderFuzzTest {

  /// The vectors of the type that the method is named after.
  static final class Seeds implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Vector.of(context.getRequiredTestMethod().getName()).stream()
          .map(vector -> Arguments.of((Object) vector.payload().toArray()));
    }
  }

  @Test
  void everyTypeHasATarget() {
    TreeSet<String> targets = new TreeSet<>();
    for (Method method : MessageDecoderFuzzTest.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(FuzzTest.class)) {
        targets.add(method.getName());
      }
    }

    assertThat(targets).isEqualTo(MessageDecoder.types());
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void addr(byte[] payload) {
    check("addr", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void addrv2(byte[] payload) {
    check("addrv2", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void alert(byte[] payload) {
    check("alert", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void block(byte[] payload) {
    check("block", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void blocktxn(byte[] payload) {
    check("blocktxn", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void cfcheckpt(byte[] payload) {
    check("cfcheckpt", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void cfheaders(byte[] payload) {
    check("cfheaders", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void cfilter(byte[] payload) {
    check("cfilter", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void cmpctblock(byte[] payload) {
    check("cmpctblock", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void feature(byte[] payload) {
    check("feature", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void feefilter(byte[] payload) {
    check("feefilter", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void filteradd(byte[] payload) {
    check("filteradd", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void filterclear(byte[] payload) {
    check("filterclear", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void filterload(byte[] payload) {
    check("filterload", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getaddr(byte[] payload) {
    check("getaddr", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getblocks(byte[] payload) {
    check("getblocks", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getblocktxn(byte[] payload) {
    check("getblocktxn", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getcfcheckpt(byte[] payload) {
    check("getcfcheckpt", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getcfheaders(byte[] payload) {
    check("getcfheaders", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getcfilters(byte[] payload) {
    check("getcfilters", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getdata(byte[] payload) {
    check("getdata", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void getheaders(byte[] payload) {
    check("getheaders", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void headers(byte[] payload) {
    check("headers", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void inv(byte[] payload) {
    check("inv", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void mempool(byte[] payload) {
    check("mempool", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void merkleblock(byte[] payload) {
    check("merkleblock", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void notfound(byte[] payload) {
    check("notfound", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void ping(byte[] payload) {
    check("ping", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void pong(byte[] payload) {
    check("pong", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void reject(byte[] payload) {
    check("reject", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void sendaddrv2(byte[] payload) {
    check("sendaddrv2", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void sendcmpct(byte[] payload) {
    check("sendcmpct", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void sendheaders(byte[] payload) {
    check("sendheaders", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void sendtxrcncl(byte[] payload) {
    check("sendtxrcncl", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void tx(byte[] payload) {
    check("tx", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void verack(byte[] payload) {
    check("verack", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void version(byte[] payload) {
    check("version", payload);
  }

  @FuzzTest
  @ArgumentsSource(Seeds.class)
  void wtxidrelay(byte[] payload) {
    check("wtxidrelay", payload);
  }

  private static void check(String type, byte[] bytes) {
    Bytes payload = Bytes.wrap(bytes);
    long allocated = Promises.allocated(type, payload);
    if (allocated > Promises.allowed(payload)) {
      throw new AssertionError(
          type
              + ": expected at most "
              + Promises.allowed(payload)
              + " bytes of objects. Found: "
              + allocated
              + ".");
    }
    Promises.check(type, payload);
  }
}
