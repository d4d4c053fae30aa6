package vedette.app.kinds;

import java.util.Map;

/// The ways to be that a kind of service has not.
final class NoWay {
  /// Why not, by the kind's word and the way.
  static final Map<String, Map<Way, String>> REASONS =
      Map.of(
          "electrum",
          Map.of(
              Way.LOCKED, "it keeps nothing that could be locked",
              Way.RESTRICTED, "its protocol knows no rights",
              Way.UNAUTHORISED, "its protocol knows no login"),
          "lnd",
          Map.of(),
          "monerod",
          Map.of(Way.LOCKED, "it keeps no wallet"),
          "machine",
          Map.of(
              Way.STARTING, "Vedette runs on it",
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "Vedette runs on it",
              Way.UNAUTHORISED, "the kernel knows no login",
              Way.GONE, "Vedette runs on it"),
          "units",
          Map.of(
              Way.STARTING, "a unit that starts is no state of systemd",
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "anybody may look",
              Way.RESTRICTED, "anybody may look",
              Way.UNAUTHORISED, "anybody may look",
              Way.GONE, "systemd ends with the machine"),
          "certificates",
          Map.of(
              Way.STARTING, "they are files and handshakes",
              Way.SYNCING, "they are files and handshakes",
              Way.LOCKED, "they are public",
              Way.UNAUTHORISED, "they are public",
              Way.GONE, "each one that is away is told with its name"),
          "tor",
          Map.of(
              Way.SYNCING, "its way into the network is its start",
              Way.LOCKED, "it keeps nothing that could be locked",
              Way.RESTRICTED, "its control port lets in for all or for nothing"),
          "openbao",
          Map.of(
              Way.STARTING, "it does not answer before it can",
              Way.SYNCING, "it follows nothing",
              Way.UNAUTHORISED, "its health needs no login; a login that is refused: restricted"),
          "backup",
          Map.of(
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "a part of Vedette",
              Way.RESTRICTED, "a part of Vedette",
              Way.UNAUTHORISED, "a part of Vedette",
              Way.HANGING, "a part of Vedette",
              Way.GONE, "a part of Vedette"));

  private NoWay() {}
}
