package vedette.poll.bitcoind;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.http.Endpoints;

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
    Endpoints.check("RPC endpoint", "http://host:port", endpoint);
  }

  /// A node at a host, which is a name, an IPv4 address, or an IPv6 address without brackets.
  ///
  /// @throws PollException if that is no host or no port
  public static Bitcoind at(String host, int port, Auth auth) {
    return new Bitcoind(Endpoints.at("RPC", "http", host, port), auth);
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
}
