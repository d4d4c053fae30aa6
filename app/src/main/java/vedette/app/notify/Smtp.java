package vedette.app.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/// Hands one mail to a server (RFC 5321), with TLS from the start or after STARTTLS.
final class Smtp {
  private static final int MOST_LINES = 100;
  private static final int LONGEST_LINE = 2_000;
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final Dial dial;
  private final Channel.Smtp target;

  Smtp(Route route, Channel.Smtp target) {
    this.dial = new Dial(route);
    this.target = target;
  }

  private static final class Talk {
    private final BufferedReader in;
    private final OutputStream out;

    Talk(Socket socket) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      out = socket.getOutputStream();
    }

    void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /// The whole answer, which must begin with this digit.
    String hear(char wanted, String doing) throws IOException {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < MOST_LINES; i++) {
        String line = line();
        all.append(line).append('\n');
        if (line.length() < 4 || line.charAt(3) != '-') {
          break;
        }
      }
      String text = all.toString().strip();
      if (text.isEmpty()) {
        throw NotifyException.later("the mail server hung up at " + doing);
      }
      if (text.charAt(0) == wanted) {
        return text;
      }
      String told = "the mail server refused " + doing + ": " + Http.tame(text);
      throw text.charAt(0) == '5' ? NotifyException.refused(told) : NotifyException.later(told);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c = in.read();
      while (c >= 0 && c != '\n' && line.length() < LONGEST_LINE) {
        line.append((char) c);
        c = in.read();
      }
      return line.toString().stripTrailing();
    }
  }

  void send(Message message, String text) {
    try (Socket plain = dial.open(target.host(), target.port())) {
      boolean fromStart = target.security() == Channel.Smtp.Security.TLS;
      Talk talk = new Talk(fromStart ? dial.encrypted(plain, target.host()) : plain);
      talk.hear('2', "the greeting");
      String offers = hello(talk);
      if (target.security() == Channel.Smtp.Security.STARTTLS) {
        talk.say("STARTTLS");
        talk.hear('2', "STARTTLS");
        talk = new Talk(dial.encrypted(plain, target.host()));
        offers = hello(talk);
      }
      if (target.login().isPresent()) {
        logIn(talk, target.login().get(), offers);
      }
      talk.say("MAIL FROM:<" + target.from() + ">");
      talk.hear('2', "the sender");
      for (String to : target.to()) {
        talk.say("RCPT TO:<" + to + ">");
        talk.hear('2', "a recipient");
      }
      talk.say("DATA");
      talk.hear('3', "the mail");
      talk.say(mail(message, text) + "\r\n.");
      talk.hear('2', "the mail");
      talk.say("QUIT");
    } catch (IOException failed) {
      throw NotifyException.later(
          target.host() + " was not reached: " + failed.getMessage(), failed);
    }
  }

  private static String hello(Talk talk) throws IOException {
    talk.say("EHLO localhost");
    return talk.hear('2', "the greeting");
  }

  private static void logIn(Talk talk, Channel.Smtp.Login login, String offers) throws IOException {
    String password = login.password().read();
    if (offers.matches("(?is).*\\bAUTH\\b[^\\n]*\\bPLAIN\\b.*")) {
      String both = "\0" + login.user() + "\0" + password;
      talk.say("AUTH PLAIN " + encoded(both));
    } else {
      talk.say("AUTH LOGIN");
      talk.hear('3', "the login");
      talk.say(encoded(login.user()));
      talk.hear('3', "the login");
      talk.say(encoded(password));
    }
    talk.hear('2', "the login");
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String mail(Message message, String text) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(message.at()).atOffset(ZoneOffset.UTC));
    return String.join(
        "\r\n",
        "From: Vedette <" + target.from() + ">",
        "To: " + String.join(", ", target.to()),
        "Subject: " + header(message.title()),
        "Date: " + date,
        "Message-ID: <" + message.id() + target.from().substring(target.from().indexOf('@')) + ">",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A header's text in ASCII (RFC 2047).
  static String header(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    if (line.chars().allMatch(c -> c < 127)) {
      return line;
    }
    StringBuilder words = new StringBuilder();
    int from = 0;
    while (from < line.length()) {
      int to =
          line.offsetByCodePoints(from, Math.min(15, line.codePointCount(from, line.length())));
      words.append(words.isEmpty() ? "" : "\r\n ");
      words.append("=?utf-8?B?").append(encoded(line.substring(from, to))).append("?=");
      from = to;
    }
    return words.toString();
  }
}
