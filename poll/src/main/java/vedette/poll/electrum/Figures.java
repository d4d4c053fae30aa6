package vedette.poll.electrum;

import java.net.URI;
import java.util.function.Function;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.Endpoints;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.http.HttpException;
import vedette.poll.json.Malformed;
import vedette.poll.tls.Trust;

/// Gets what a server shows about itself over HTTP.
final class Figures implements AutoCloseable {
  /// Fulcrum shows about 1 kB for each client.
  private static final int LARGEST = 32 << 20;

  private final URI url;
  private final Function<byte[], ElectrumAnswer> read;
  private final BoundedHttp http;

  /// @param read makes an answer of a body, or throws [Malformed]
  Figures(URI url, Function<byte[], ElectrumAnswer> read) {
    this.url = url;
    this.read = read;
    this.http = new BoundedHttp(new Trust.Authorities());
  }

  Outcome ask() throws InterruptedException {
    try {
      HttpAnswer answer = http.send(HttpAsk.get(url), LARGEST);
      return answer.status() == 200
          ? new Outcome.Answered(read.apply(answer.body()))
          : garbage("HTTP " + answer.status());
    } catch (Malformed wrong) {
      return garbage(String.valueOf(wrong.getMessage()));
    } catch (HttpException none) {
      return none.outcome(this::garbage);
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
