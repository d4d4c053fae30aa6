package vedette.poll.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import vedette.poll.tls.Trust;

/// The JDK's client as it is used here: no redirect, no proxy; and a new one whenever the file that
/// says whom to believe holds something else. Any thread.
final class TrustedClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int LARGEST_FILE = 1 << 20;

  private final Trust trust;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private @Nullable HttpClient client;
  private byte[] loaded = {};
  private @Nullable Stamp stamp;
  private boolean closed;

  /// What tells without reading that a file has changed.
  private record Stamp(Object changed, long size, @Nullable Object identity) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }

  TrustedClient(Trust trust) {
    this.trust = trust;
  }

  /// The client that trusts whom it should now.
  ///
  /// @throws IOException if the file that says whom cannot be used
  synchronized HttpClient current() throws IOException {
    if (trust instanceof Trust.File(Path pem)) {
      Stamp now = Stamp.of(pem);
      if (client == null || !now.equals(stamp)) {
        load(pem);
        stamp = now;
      }
    }
    HttpClient present = client;
    if (present == null) {
      present = build();
      client = present;
    }
    return present;
  }

  /// Looks again, whatever the file's times say.
  ///
  /// @return whether somebody else is trusted now
  synchronized boolean renewed() throws IOException {
    byte[] before = loaded;
    stamp = null;
    HttpClient _ = current();
    return !Arrays.equals(before, loaded);
  }

  private void load(Path file) throws IOException {
    byte[] pem;
    try (InputStream in = Files.newInputStream(file)) {
      pem = in.readNBytes(LARGEST_FILE);
    }
    if (client != null && Arrays.equals(pem, loaded)) {
      return;
    }
    HttpClient renewed = build();
    if (client != null) {
      // What is under way may end; nothing new begins there.
      client.shutdown();
    }
    client = renewed;
    loaded = pem;
  }

  private HttpClient build() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(CONNECT_TIMEOUT)
        .executor(threads)
        .sslContext(trust.context())
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
    threads.shutdown();
  }
}
