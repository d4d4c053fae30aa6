package vedette.poll.electrum;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.Function;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.json.Malformed;
import vedette.poll.rpc.Endpoints;
import vedette.poll.rpc.Http;
import vedette.poll.tls.Trust;

/// Gets what a server shows about itself over HTTP.
final class Figures implements AutoCloseable {
  /// Fulcrum shows about 1 kB for each client.
  private static final int LARGEST = 32 << 20;

  private final URI url;
  private final Function<byte[], ElectrumAnswer> read;
  private final Http http;

  /// @param read makes an answer of a body, or throws [Malformed]
  Figures(URI url, Function<byte[], ElectrumAnswer> read) {
    this.url = url;
    this.read = read;
    this.http = Http.to(url, new Trust.Authorities(), LARGEST);
  }

  Outcome ask() throws InterruptedException {
    try {
      Http.Answer answer = http.send(HttpRequest.newBuilder(url).build());
      return answer.status() == 200
          ? new Outcome.Answered(read.apply(answer.body()))
          : garbage("HTTP " + answer.status());
    } catch (Malformed wrong) {
      return garbage(String.valueOf(wrong.getMessage()));
    } catch (IOException broken) {
      return http.failed(broken, this::garbage);
    }
  }

  private Outcome.Failed garbage(String found) {
    return new Outcome.Failed(
        Trouble.GARBAGE,
        "%s from %s. Is this the address of its figures?"
            .formatted(found, Endpoints.hostAndPort(url)));
  }

  @Override
  public void close() {
    http.close();
  }
}
