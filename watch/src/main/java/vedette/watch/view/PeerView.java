package vedette.watch.view;

import java.util.List;
import java.util.Map;
import vedette.event.NetEvent;

/// One peer in detail, made when somebody asks.
///
/// @param row what the table shows
/// @param traffic message type → counts; types outside Core's list are together under `other`
/// @param last the last messages, newest first, at most 24; payloads over 1 KiB are not kept
/// @param misbehaviour Core's words, newest first, at most 8
public record PeerView(
    PeersView.PeerRow row,
    Map<String, Traffic> traffic,
    List<NetEvent.Message> last,
    List<Incident> misbehaviour) {

  /// Messages of one type, both ways.
  public record Traffic(long messagesIn, long bytesIn, long messagesOut, long bytesOut) {}

  /// Something that it did.
  ///
  /// @param at ms
  public record Incident(long at, String what) {}
}
