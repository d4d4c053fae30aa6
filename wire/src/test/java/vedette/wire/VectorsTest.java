package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
  static List<Vector> vectors() {
    return Vector.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vectorMeansWhatItWasMadeFrom(Vector vector) {
    switch (MessageDecoder.decode(vector.type(), vector.payload())) {
      case Decoding.Decoded decoded -> {
        assertThat(vector.reason()).isNull();
        assertThat(decoded.message().type()).isEqualTo(vector.type());
        assertThat(Differences.first(vector.decoded(), ReferenceForm.of(decoded.message())))
            .isEmpty();
        assertThat(decoded.trailing().size()).isEqualTo(vector.trailing());
        assertThat(decoded.overLimit().orElse(null)).isEqualTo(vector.overLimit());
      }
      case Decoding.Undecoded undecoded -> {
        assertThat(undecoded.reason()).isEqualTo(vector.reason());
        assertThat(undecoded.type()).isEqualTo(vector.type());
        assertThat(undecoded.payload()).isEqualTo(vector.payload());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vectorInTheMiddleOfAnArrayMeansTheSame(Vector vector) {
    byte[] around = new byte[vector.payload().size() + 20];
    System.arraycopy(vector.payload().toArray(), 0, around, 7, vector.payload().size());
    Bytes slice = Bytes.wrap(around).slice(7, vector.payload().size());

    assertThat(MessageDecoder.decode(vector.type(), slice))
        .isEqualTo(MessageDecoder.decode(vector.type(), vector.payload()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decodingKeepsItsPromises(Vector vector) {
    Promises.check(vector.type(), vector.payload());
  }

  @Test
  void everyTypeHasVectors() {
    TreeSet<String> types = new TreeSet<>();
    for (Vector vector : Vector.ALL) {
      if (vector.decoded() != null) {
        types.add(vector.type());
      }
    }

    assertThat(types).hasSize(38).isEqualTo(MessageDecoder.types());
  }
}
