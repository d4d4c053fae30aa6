package vedette.poll.electrum;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection to an Electrum server: questions out, lines in, each answer to whom asked.
///
/// A virtual thread reads until the connection ends; what ends it is told to everybody who waits.
/// Bounded: as many wait as ask, a line has a longest length, and who sends without being asked
/// does so no more than [#MOST_UNASKED] times between two answers.
final class Connection implements AutoCloseable {
  /// A block every ten minutes is one notice: this many without an answer between are an attack.
  static final int MOST_UNASKED = 1_000;

  private final Socket socket;
  private final Consumer<String> notices;
  private final Runnable lost;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<Long, CompletableFuture<Line.Reply>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile long heard = System.nanoTime();
  private volatile @Nullable IOException end;

  private Connection(Socket socket, Consumer<String> notices, Runnable lost) {
    this.socket = socket;
    this.notices = notices;
    this.lost = lost;
  }

  /// Takes over a socket that is connected.
  ///
  /// @param notices gets the method of what is sent without being asked for, on the reader's thread
  /// @param lost is told once if it was not [#close] that ended it
  static Connection over(Socket socket, String name, Consumer<String> notices, Runnable lost) {
    Connection connection = new Connection(socket, notices, lost);
    Thread.ofVirtual().name("read " + name).start(connection::read);
    return connection;
  }

  boolean open() {
    return end == null;
  }

  /// Asks and waits for the answer.
  ///
  /// @param parameters what is between the brackets of `params`
  /// @throws IOException if the connection is or becomes of no use
  /// @throws InterruptedException if the thread was interrupted; if nothing at all was heard since
  ///   it began, the connection is given up, as nobody may be at its other end any more
  Line.Reply ask(String method, String parameters) throws IOException, InterruptedException {
    long id = ids.incrementAndGet();
    CompletableFuture<Line.Reply> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    long began = System.nanoTime();
    try {
      // Looked at when it can be found by the one who ends the connection: no one waits for ever.
      IOException ended = end;
      if (ended != null) {
        throw ended;
      }
      send(
          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":[%s]}\n"
              .formatted(id, method, parameters));
      return answer.get();
    } catch (ExecutionException broken) {
      throw broken.getCause() instanceof IOException told ? told : new IOException(broken);
    } catch (InterruptedException givenUp) {
      if (heard - began < 0) {
        end(BrokenException.unreachable("nothing was heard in time"));
      }
      throw givenUp;
    } finally {
      waiting.remove(id);
    }
  }

  private void send(String question) throws IOException, InterruptedException {
    writing.lockInterruptibly();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(question.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException broken) {
      end(broken);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw broken;
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    int unasked = 0;
    try {
      LineReader lines = new LineReader(socket.getInputStream());
      while (open()) {
        Line line = Line.of(lines.next());
        heard = System.nanoTime();
        unasked = hear(line) ? 0 : unasked + 1;
        if (unasked > MOST_UNASKED) {
          throw BrokenException.garbage(
              "more than %d lines that nobody asked for".formatted(MOST_UNASKED));
        }
      }
    } catch (IOException broken) {
      end(broken);
    }
  }

  /// Whether somebody waited for it. An answer may be late: then nobody does.
  private boolean hear(Line line) throws IOException {
    switch (line) {
      case Line.Reply reply -> {
        @Nullable CompletableFuture<Line.Reply> asked = waiting.get(reply.id());
        return asked != null && asked.complete(reply);
      }
      case Line.Notice(String method) -> {
        notices.accept(method);
        return false;
      }
      case Line.Rubbish(String what) -> throw BrokenException.garbage(what);
    }
  }

  private void end(IOException why) {
    boolean first;
    synchronized (waiting) {
      first = end == null;
      if (first) {
        end = why;
      }
    }
    if (!first) {
      return;
    }
    waiting.values().forEach(answer -> answer.completeExceptionally(why));
    try {
      socket.close();
    } catch (IOException closedAnyway) {
      // There is nobody to tell.
    }
    if (!(why instanceof ClosedException)) {
      lost.run();
    }
  }

  @Override
  public void close() {
    end(new ClosedException());
  }

  /// We ended it ourselves.
  private static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("closed");
    }
  }
}
