package vedette.app.up;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import vedette.app.config.Config;

/// Says on standard error what an operator should know, a sentence a line.
///
/// The same sentence about the same thing is said once, until something else was said about it. Any
/// thread. What libraries log comes here too, from warnings on.
final class Voice {
  private static final int REMEMBERED = 1_000;

  private final PrintStream err;
  private final boolean journal;
  private volatile Config.Level level = Config.Level.INFO;
  private final Map<String, String> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param err not closed
  /// @param journal whether lines begin with systemd's `<level>` (`sd-daemon(3)`)
  Voice(PrintStream err, boolean journal) {
    this.err = err;
    this.journal = journal;
  }

  /// How much is said from now on.
  void level(Config.Level wanted) {
    level = wanted;
  }

  /// Something does not work.
  void error(String sentence) {
    say(Config.Level.ERROR, sentence);
  }

  /// Somebody should look.
  void warn(String sentence) {
    say(Config.Level.WARN, sentence);
  }

  /// Something happened.
  void info(String sentence) {
    say(Config.Level.INFO, sentence);
  }

  /// Like [#warn], unless it was the last that was said about the subject. An empty sentence means
  /// that all is well again; that is said if it was not.
  ///
  /// @param subject what it is about, such as `history`
  void about(String subject, String sentence) {
    String before;
    synchronized (said) {
      before = sentence.isEmpty() ? said.remove(subject) : said.put(subject, sentence);
    }
    if (sentence.isEmpty()) {
      if (before != null) {
        info(subject + ": works again");
      }
    } else if (!sentence.equals(before)) {
      warn(subject + ": " + sentence);
    }
  }

  /// Something in Vedette itself failed that should not have: told with its place, once for each
  /// place.
  ///
  /// @param part which part of Vedette, such as `watch`
  /// @param about what it was working on
  void mistake(String part, String about, RuntimeException thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String place = trace.length == 0 ? "unknown place" : trace[0].toString();
    String subject = part + " at " + place;
    String before;
    synchronized (said) {
      before = said.put(subject, about);
    }
    if (before == null) {
      error("a mistake of Vedette in " + part + ", on " + about + " (please report it): " + thrown);
      thrown.printStackTrace(err);
    }
  }

  private void say(Config.Level weight, String sentence) {
    if (weight.compareTo(level) <= 0) {
      String priority = journal ? "<" + priority(weight) + ">" : "";
      err.println(priority + "vedette: " + sentence.replace('\n', ' '));
      err.flush();
    }
  }

  private static int priority(Config.Level weight) {
    return switch (weight) {
      case ERROR -> 3;
      case WARN -> 4;
      case INFO -> 6;
      case DEBUG -> 7;
    };
  }

  /// Takes over what libraries log through `java.util.logging`.
  void adoptLibraries() {
    Logger root = Logger.getLogger("");
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    Handler handler =
        new Handler() {
          private final SimpleFormatter formatter = new SimpleFormatter();

          @Override
          public void publish(LogRecord record) {
            int weight = record.getLevel().intValue();
            if (weight >= Level.SEVERE.intValue()) {
              error(
                  record.getLoggerName() + ": " + formatter.formatMessage(record) + cause(record));
            } else if (weight >= Level.WARNING.intValue()) {
              warn(record.getLoggerName() + ": " + formatter.formatMessage(record) + cause(record));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    root.addHandler(handler);
    root.setLevel(Level.WARNING);
  }

  private static String cause(LogRecord record) {
    return record.getThrown() == null ? "" : " (" + record.getThrown() + ")";
  }
}
