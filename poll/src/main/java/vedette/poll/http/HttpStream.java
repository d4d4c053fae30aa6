package vedette.poll.http;

import java.io.IOException;
import java.io.InputStream;

/// An answer that has begun and goes on; closed by who reads it.
///
/// @param status such as 200
/// @param body as it comes, without an end in time or size: the reader sees to both
public record HttpStream(int status, InputStream body) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    body.close();
  }
}
