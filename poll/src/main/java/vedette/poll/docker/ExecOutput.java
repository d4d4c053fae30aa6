package vedette.poll.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import vedette.poll.Words;

/// What a command in a container writes to its standard output. What it writes to the other one,
/// and how it ended, are told by an [IOException] at the end. Not thread-safe.
final class ExecOutput extends InputStream {
  private static final int LONGEST_ERROR = 4 << 10;
  private static final int LOOKS = 40;
  private static final long BETWEEN_MILLIS = 50;

  private final DockerEngine engine;
  private final String exec;
  private final ReadCommand command;
  private final UnixHttp.Response response;
  private final Deadline deadline;
  private final Frames frames = new Frames();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final byte[] piece = new byte[32 << 10];
  private byte[] ready = new byte[0];
  private int at;
  private long written;
  private boolean ended;

  ExecOutput(
      DockerEngine engine,
      String exec,
      ReadCommand command,
      UnixHttp.Response response,
      Deadline deadline) {
    this.engine = engine;
    this.exec = exec;
    this.command = command;
    this.response = response;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == ready.length && !ended) {
      more();
    }
    if (at == ready.length) {
      return -1;
    }
    int count = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, offset, count);
    at += count;
    return count;
  }

  private void more() throws IOException {
    try {
      int count = response.body().read(piece);
      if (count < 0) {
        end();
      } else {
        take(count);
      }
    } catch (IOException broken) {
      throw deadline.passed() ? new IOException(command + ": not done in time", broken) : broken;
    } catch (DockerException broken) {
      throw new IOException(command + ": " + broken.getMessage(), broken);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new IOException(command + ": interrupted", asked);
    }
  }

  private void take(int count) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(count);
    frames.feed(
        piece,
        0,
        count,
        (stream, bytes, from, length) -> {
          if (stream == 1) {
            out.write(bytes, from, length);
          } else {
            errors.write(bytes, from, Math.min(length, LONGEST_ERROR - errors.size()));
          }
        });
    written += out.size();
    if (written > command.most()) {
      throw new IOException(command + ": it writes more than " + command.most() + " bytes");
    }
    ready = out.toByteArray();
    at = 0;
  }

  private void end() throws IOException, InterruptedException {
    if (!frames.whole()) {
      throw new EOFException(command + ": the output ended within a frame");
    }
    OptionalInt code = OptionalInt.empty();
    // The output ends a little before the engine knows how the command did.
    for (int i = 0; i < LOOKS && code.isEmpty(); i++) {
      if (i > 0) {
        Thread.sleep(BETWEEN_MILLIS);
      }
      code = engine.execEnded(exec, deadline);
    }
    if (code.isEmpty()) {
      throw new IOException(command + ": the engine does not say how it ended");
    }
    if (!command.fine(code.getAsInt())) {
      String said = Words.oneLine(errors.toString(StandardCharsets.UTF_8), 200);
      throw new IOException(
          "%s: it ended with %d%s"
              .formatted(command, code.getAsInt(), said.isEmpty() ? "" : ": " + said));
    }
    ended = true;
  }

  @Override
  public void close() {
    deadline.close();
  }
}
