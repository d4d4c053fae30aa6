package vedette.watch.fold;

import vedette.poll.bitcoind.BitcoindAnswer;

/// Joins what getpeerinfo says of a peer.
final class PeerInfos {
  private PeerInfos() {}

  static void take(PeerState peer, BitcoindAnswer.PeerInfo info) {
    peer.identify(
        info.address(),
        info.network().equals("not_publicly_routable") ? "unroutable" : info.network(),
        info.connectionType());
    if (peer.connectedAt < 0 && info.connectedAt() > 0) {
      peer.connectedAt = info.connectedAt() * 1_000;
    }
    peer.pings.fromRpc(info.pingTime().orElse(Double.NaN), info.minPing().orElse(Double.NaN));
    PeerState.Handshake handshake = peer.handshake;
    if (!handshake.said && info.version() > 0) {
      handshake.version = info.version();
      handshake.userAgent = Words.tame(info.subversion(), PeerState.TEXT);
      handshake.services = ServiceBits.bits(info.services());
    }
    peer.info = info;
  }
}
