package vedette.poll.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vedette.poll.Aside;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// Looks at each certificate; one that cannot be looked at is an answer too and stops no other.
final class CertificatesSession implements Session {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int LONGEST_NAME = 128;

  /// Less than the call's own time, so that those that answered are told.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Certificates certificates;
  private final Aside files = new Aside("poll certificates files");

  CertificatesSession(Certificates certificates) {
    this.certificates = certificates;
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    if (call.name().equals(Certificates.FILES.name())) {
      return files.run(() ->
          new CertificatesAnswer(
              certificates.files().stream().map(CertificatesSession::file).toList()));
    }
    if (call.name().equals(Certificates.SERVERS.name())) {
      return new Outcome.Answered(new CertificatesAnswer(servers()));
    }
    return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
  }

  /// All at once, so that one that hangs takes no time from the others.
  private List<CertificatesAnswer.Seen> servers() throws InterruptedException {
    List<FutureTask<CertificatesAnswer.Seen>> tasks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Certificates.Server server : certificates.servers()) {
      FutureTask<CertificatesAnswer.Seen> task =
          new FutureTask<>(() -> seen(server.toString(), () -> Handshake.chain(server)));
      tasks.add(task);
      threads.add(Thread.ofVirtual().name("poll certificates " + server).start(task));
    }
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      List<CertificatesAnswer.Seen> all = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        all.add(within(tasks.get(i), end, certificates.servers().get(i)));
      }
      return all;
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private static CertificatesAnswer.Seen within(
      FutureTask<CertificatesAnswer.Seen> task, long end, Certificates.Server server)
      throws InterruptedException {
    try {
      return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return CertificatesAnswer.Seen.not(server.toString(), "no answer in time");
    } catch (ExecutionException odd) {
      return CertificatesAnswer.Seen.not(server.toString(), "asking broke off");
    }
  }

  private static CertificatesAnswer.Seen file(Path file) {
    return seen(file.toString(), () -> read(file));
  }

  private static CertificatesAnswer.Seen seen(
      String where, Callable<List<X509Certificate>> source) {
    try {
      return summary(where, source.call());
    } catch (NoSuchFileException gone) {
      return CertificatesAnswer.Seen.not(where, "there is no such file");
    } catch (AccessDeniedException mayNot) {
      return CertificatesAnswer.Seen.not(where, "may not be read by this user");
    } catch (CertificateException wrong) {
      return CertificatesAnswer.Seen.not(where, "is no certificate");
    } catch (IOException broken) {
      return CertificatesAnswer.Seen.not(
          where, Words.oneLine(Optional.ofNullable(broken.getMessage()).orElse("no answer"), 200));
    } catch (Exception odd) {
      // A server's bytes can make the JDK's parsers throw nearly anything.
      return CertificatesAnswer.Seen.not(
          where, "not understood: " + odd.getClass().getSimpleName());
    }
  }

  private static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("is no file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST_FILE + 1);
    }
    if (bytes.length > LARGEST_FILE) {
      throw new IOException("is larger than 1 MiB");
    }
    return parse(bytes);
  }

  static List<X509Certificate> parse(byte[] bytes) throws CertificateException {
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes));
    return all.stream()
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  static CertificatesAnswer.Seen summary(String where, List<X509Certificate> chain)
      throws CertificateException {
    if (chain.isEmpty()) {
      throw new CertificateException("none");
    }
    X509Certificate first = chain.getFirst();
    Instant end =
        chain.stream()
            .map(it -> it.getNotAfter().toInstant())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new CertificatesAnswer.Seen(
        where,
        subject(first),
        Optional.of(first.getNotBefore().toInstant()),
        Optional.of(end),
        Optional.empty());
  }

  private static Optional<String> subject(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    for (String part : name.split("(?<!\\\\),", -1)) {
      if (part.startsWith("CN=")) {
        return Optional.of(Words.oneLine(part.substring(3), LONGEST_NAME));
      }
    }
    return alternative(certificate)
        .or(() -> Optional.of(name).filter(it -> !it.isEmpty()))
        .map(it -> Words.oneLine(it, LONGEST_NAME));
  }

  private static Optional<String> alternative(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(it -> it.size() > 1 && it.get(1) instanceof String)
          .map(it -> (String) it.get(1))
          .findFirst();
    } catch (CertificateException unreadable) {
      return Optional.empty();
    }
  }
}
