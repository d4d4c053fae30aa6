package vedette.app.secrets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.openbao.DataKey;
import vedette.poll.openbao.OpenBao;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.poll.openbao.OpenBaoException;
import vedette.poll.openbao.OpenBaoService;

/// What one OpenBao has told. What was read once is kept in memory and read again now and then;
/// when that fails, what is kept goes on counting. What was never read is asked for again and
/// again, less and less often.
///
/// Any thread. It lives as long as the program.
public final class SecretMemory {
  /// References and keys; more than this is a mistake.
  private static final int MOST = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  private final OpenBao openbao;
  private final OpenBaoService service;
  private final long refresh;
  private final Map<Wanted, Entry> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> opened = new HashMap<>();
  private @Nullable Thread asker;

  /// @param refresh how often what was read is read again
  public SecretMemory(OpenBao openbao, Duration refresh) {
    this.openbao = openbao;
    this.refresh = refresh.toNanos();
    this.service = new OpenBaoService(openbao, this::states);
  }

  /// Something that OpenBao has.
  private sealed interface Wanted {
    record Field(String path, String name) implements Wanted {}

    record Key(String name) implements Wanted {}
  }

  private static final class Entry {
    @Nullable Object value;
    String trouble = "not asked for yet";
    boolean tried;
    long nextAt = System.nanoTime();
    long pause = FIRST_PAUSE;
    OptionalLong readAt = OptionalLong.empty();
  }

  /// A field of a secret. Waits only if it was never asked for, and then not longer than a few
  /// seconds.
  ///
  /// @throws UnavailableException if it was never read; it goes on being asked for
  public String read(String path, String field) {
    return (String) await(new Wanted.Field(path, field));
  }

  /// A key for data that the key of this name in OpenBao wraps; always the same while this program
  /// runs, so that encrypting goes on when OpenBao is sealed.
  ///
  /// @throws UnavailableException if it was never had
  public DataKey dataKey(String name) {
    return (DataKey) await(new Wanted.Key(name));
  }

  /// Opens a wrapped key; asks OpenBao unless it was opened before.
  ///
  /// @throws OpenBaoException if it does not
  public byte[] unwrap(String name, String wrapped) throws InterruptedException {
    synchronized (this) {
      byte[] known = opened.get(wrapped);
      if (known != null) {
        return known;
      }
    }
    byte[] key = openbao.unwrap(name, wrapped);
    remember(wrapped, key);
    return key;
  }

  private synchronized void remember(String wrapped, byte[] key) {
    if (opened.size() < MOST) {
      opened.put(wrapped, key);
    }
  }

  /// How it stands with each secret that was ever asked for.
  public synchronized List<OpenBaoAnswer.Kept> states() {
    List<OpenBaoAnswer.Kept> states = new ArrayList<>();
    entries.forEach((wanted, entry) ->
        states.add(
            new OpenBaoAnswer.Kept(
                reference(wanted), entry.value != null, entry.readAt, entry.trouble)));
    return states;
  }

  /// How to watch this OpenBao; always the same.
  public OpenBaoService service() {
    return service;
  }

  private static String reference(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Field(String path, String name) -> path + "#" + name;
      case Wanted.Key(String name) -> "key " + name;
    };
  }

  private synchronized Object await(Wanted wanted) {
    Entry entry = entries.get(wanted);
    if (entry == null) {
      if (entries.size() >= MOST) {
        throw new UnavailableException("OpenBao: more than " + MOST + " secrets are asked for.");
      }
      entry = new Entry();
      entries.put(wanted, entry);
    }
    if (asker == null) {
      asker = Thread.ofVirtual().name("vedette-secrets").start(this::ask);
    }
    notifyAll();
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!entry.tried && until - System.nanoTime() > 0) {
        wait(Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    if (entry.value == null) {
      // Who asks next need not wait: the asker goes on by itself.
      entry.tried = true;
      throw new UnavailableException(reference(wanted) + " in OpenBao: " + entry.trouble);
    }
    return entry.value;
  }

  private void ask() {
    try {
      while (true) {
        Wanted wanted = next();
        Object value = null;
        String trouble = "";
        try {
          openbao.renew();
          value =
              switch (wanted) {
                case Wanted.Field(String path, String name) -> openbao.field(path, name);
                case Wanted.Key(String name) -> openbao.dataKey(name);
              };
        } catch (OpenBaoException refused) {
          trouble = refused.said();
        } catch (RuntimeException mistaken) {
          // The file of the role's secret is not there, or an answer was odder than expected.
          trouble = String.valueOf(mistaken.getMessage());
        }
        note(wanted, value, trouble);
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Wanted next() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long soonest = Duration.ofHours(1).toNanos();
      for (Map.Entry<Wanted, Entry> it : entries.entrySet()) {
        long left = it.getValue().nextAt - now;
        if (left <= 0) {
          return it.getKey();
        }
        soonest = Math.min(soonest, left);
      }
      wait(soonest / 1_000_000 + 1);
    }
  }

  private synchronized void note(Wanted wanted, @Nullable Object value, String trouble) {
    Entry entry = entries.get(wanted);
    if (entry == null) {
      return;
    }
    entry.tried = true;
    entry.trouble = trouble;
    if (value != null) {
      // A key that is in use stays: what it encrypted names it.
      if (entry.value == null || wanted instanceof Wanted.Field) {
        entry.value = value;
      }
      entry.readAt = OptionalLong.of(System.currentTimeMillis());
      entry.pause = FIRST_PAUSE;
      entry.nextAt =
          System.nanoTime() + (wanted instanceof Wanted.Key ? Long.MAX_VALUE / 4 : refresh);
    } else {
      entry.nextAt = System.nanoTime() + entry.pause;
      entry.pause = Math.min(entry.pause * 2, LONGEST_PAUSE);
    }
    notifyAll();
  }
}
