package vedette.poll.bitcoind;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Words;

/// A bitcoind to be polled: where it is and who we are to it.
///
/// @param endpoint `http://host:port/`, or `https` where something in front of it speaks TLS;
///   without user and password
public record Bitcoind(URI endpoint, Auth auth) implements Service {
  /// bitcoind has 16 threads for RPC; most calls need the same lock in it.
  private static final int CONCURRENCY = 3;

  private static final List<Call> CALLS =
      Arrays.stream(BitcoindCall.values()).map(BitcoindCall::call).toList();

  /// Refuses endpoints that nobody can be asked at.
  ///
  /// @throws PollException that says what is wrong with it
  public Bitcoind {
    String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
    boolean http = List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
    if (!http || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
      throw new PollException(
          "RPC endpoint: expected http://host:port, user and password apart. Found: %s. Do: "
                  .formatted(shown(endpoint))
              + "correct it");
    }
  }

  /// A node at a host, which is a name, an IPv4 address, or an IPv6 address without brackets.
  ///
  /// @throws PollException if that is no host or no port
  public static Bitcoind at(String host, int port, Auth auth) {
    if (port < 1 || port > 65_535) {
      throw new PollException(
          "RPC port: expected 1 to 65535. Found: %d. Do: correct it".formatted(port));
    }
    try {
      return new Bitcoind(new URI("http", null, host, port, "/", null, null), auth);
    } catch (URISyntaxException wrong) {
      throw new PollException(
          "RPC host: expected a name or an address. Found: %s. Do: correct it"
              .formatted(Words.oneLine(host, 100)));
    }
  }

  /// A node on this machine.
  public static Bitcoind local(int port, Auth auth) {
    return at("127.0.0.1", port, auth);
  }

  @Override
  public List<Call> calls() {
    return CALLS;
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public Session open() {
    return new RpcSession(this);
  }

  private static String shown(URI endpoint) {
    String text = endpoint.toString();
    int at = text.lastIndexOf('@');
    return Words.oneLine(at < 0 ? text : "…" + text.substring(at), 100);
  }
}
