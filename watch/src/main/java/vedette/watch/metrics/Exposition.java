package vedette.watch.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/// The state of some families at one moment, ready to be sent as an answer to a scrape.
///
/// Immutable: may be written more than once and by any thread.
public final class Exposition {
  private final ExpositionFormatWriter format;
  private final MetricSnapshots families;

  Exposition(ExpositionFormatWriter format, MetricSnapshots families) {
    this.format = format;
    this.families = families;
  }

  /// Value of the header `Content-Type`, with version and character set.
  public String contentType() {
    return format.getContentType();
  }

  /// Writes the body and leaves the stream open.
  ///
  /// @throws IOException if the stream does
  public void writeTo(OutputStream out) throws IOException {
    format.write(out, families);
  }
}
