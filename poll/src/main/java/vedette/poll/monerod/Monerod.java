package vedette.poll.monerod;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.http.Endpoints;
import vedette.poll.tls.Trust;

/// A monerod to be polled: where it is, who we are to it, whom to believe.
///
/// @param endpoint `http://host:port/` or `https://host:port/`, without user and password
/// @param login of `--rpc-login`, empty if it wants none
/// @param trust whose certificate is believed with `https`
public record Monerod(URI endpoint, Optional<Login> login, Trust trust) implements Service {
  private static final List<Call> CALLS =
      Arrays.stream(MonerodCall.values()).map(MonerodCall::call).toList();

  /// Who we are.
  ///
  /// @param user visible ASCII without a colon
  public record Login(String user, Secret password) {
    private static final String FORM = "[!-9;-~]{1,256}";

    /// Refuses users that cannot be sent.
    ///
    /// @throws PollException that says so
    public Login {
      if (!user.matches(FORM)) {
        throw new PollException(
            "monerod user: expected letters, digits and marks without a colon. Found: something else."
                + " Do: take another with --rpc-login");
      }
    }
  }

  /// Refuses endpoints that nobody can be asked at.
  ///
  /// @throws PollException that says what is wrong with it
  public Monerod {
    Endpoints.check("RPC endpoint", "http://host:port", endpoint);
  }

  /// A node that is asked without TLS.
  ///
  /// @param host a name, an IPv4 address, or an IPv6 address without brackets
  /// @throws PollException if that is no host or no port
  public static Monerod at(String host, int port, Optional<Login> login) {
    return new Monerod(Endpoints.at("RPC", "http", host, port), login, new Trust.Authorities());
  }

  @Override
  public List<Call> calls() {
    return CALLS;
  }

  /// One: a login counts the questions of one connection, and a second connection would begin anew
  /// with each of them.
  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return new MonerodSession(this);
  }
}
