package vedette.watch.certificates;

import java.util.List;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// TLS certificates in files and of servers.
public record CertificatesKind() implements ServiceKind {
  private static final int MOST = 64;
  private static final String SOURCE = "the file or the server";

  static final Measure END =
      Measure.gauge(
          "vedette_certificate_not_after_timestamp_seconds",
          "seconds since the epoch",
          "Until when a certificate is valid; absent if it could not be looked at.",
          SOURCE,
          MOST,
          "certificate");
  static final Measure SEEN =
      Measure.gauge(
          "vedette_certificate_seen",
          "1",
          "Whether a certificate could be looked at.",
          SOURCE,
          MOST,
          "certificate");
  static final Measure FIRST_END =
      Measure.gauge(
          "vedette_certificates_first_end_timestamp_seconds",
          "seconds since the epoch",
          "When the first of the watched certificates ends.",
          SOURCE);

  @Override
  public String word() {
    return "certificates";
  }

  @Override
  public String title() {
    return "Certificates";
  }

  @Override
  public String mainCall() {
    return "files";
  }

  @Override
  public List<Measure> measures() {
    return List.of(END, SEEN, FIRST_END);
  }

  @Override
  public Class<? extends KindPage> page() {
    return CertificatesPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new CertificatesFold(around);
  }
}
