package vedette.watch.openbao;

import java.util.List;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// How an OpenBao is, and what Vedette has of it.
///
/// @param version as it says; may be empty
/// @param secrets what is kept in memory, by reference; never a secret itself
public record OpenBaoPage(String version, List<SecretRow> secrets) implements KindPage {

  /// How it stands with a secret.
  ///
  /// @param reference `PATH#FIELD`, or the name of a key
  /// @param kept whether it is in memory, so that Vedette goes on without OpenBao
  /// @param readAt when it was read last, ms
  /// @param trouble why it could not be read the last time; empty if it could
  public record SecretRow(String reference, boolean kept, OptionalLong readAt, String trouble) {}
}
