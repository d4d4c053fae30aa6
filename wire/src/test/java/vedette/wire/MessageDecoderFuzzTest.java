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

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void addr(byte[] payload) {
    check("addr", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void addrv2(byte[] payload) {
    check("addrv2", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void alert(byte[] payload) {
    check("alert", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void block(byte[] payload) {
    check("block", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void blocktxn(byte[] payload) {
    check("blocktxn", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void cfcheckpt(byte[] payload) {
    check("cfcheckpt", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void cfheaders(byte[] payload) {
    check("cfheaders", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void cfilter(byte[] payload) {
    check("cfilter", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void cmpctblock(byte[] payload) {
    check("cmpctblock", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void feature(byte[] payload) {
    check("feature", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void feefilter(byte[] payload) {
    check("feefilter", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void filteradd(byte[] payload) {
    check("filteradd", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void filterclear(byte[] payload) {
    check("filterclear", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void filterload(byte[] payload) {
    check("filterload", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getaddr(byte[] payload) {
    check("getaddr", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getblocks(byte[] payload) {
    check("getblocks", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getblocktxn(byte[] payload) {
    check("getblocktxn", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getcfcheckpt(byte[] payload) {
    check("getcfcheckpt", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getcfheaders(byte[] payload) {
    check("getcfheaders", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getcfilters(byte[] payload) {
    check("getcfilters", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getdata(byte[] payload) {
    check("getdata", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void getheaders(byte[] payload) {
    check("getheaders", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void headers(byte[] payload) {
    check("headers", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void inv(byte[] payload) {
    check("inv", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void mempool(byte[] payload) {
    check("mempool", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void merkleblock(byte[] payload) {
    check("merkleblock", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void notfound(byte[] payload) {
    check("notfound", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void ping(byte[] payload) {
    check("ping", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void pong(byte[] payload) {
    check("pong", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void reject(byte[] payload) {
    check("reject", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void sendaddrv2(byte[] payload) {
    check("sendaddrv2", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void sendcmpct(byte[] payload) {
    check("sendcmpct", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void sendheaders(byte[] payload) {
    check("sendheaders", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void sendtxrcncl(byte[] payload) {
    check("sendtxrcncl", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void tx(byte[] payload) {
    check("tx", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void verack(byte[] payload) {
    check("verack", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
  void version(byte[] payload) {
    check("version", payload);
  }

  @ArgumentsSource(Seeds.class)
  @FuzzTest
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
