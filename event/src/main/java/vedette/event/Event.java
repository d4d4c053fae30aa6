package vedette.event;

/// Something that happened on a node, or to the watching of it.
///
/// Contexts follow Bitcoin Core's tracepoints (`doc/tracing.md`): one sealed interface for each
/// context, one record for each tracepoint. [VedetteEvent] is what Vedette itself has to say (a
/// node came or went, events were lost), [ProbeEvent] a hit on any other probe of the binary.
public sealed interface Event
    permits NetEvent,
        MempoolEvent,
        ValidationEvent,
        UtxoCacheEvent,
        CoinSelectionEvent,
        ProbeEvent,
        VedetteEvent {

  /// When, in which order and on which node it happened.
  Origin origin();

  /// `<context>:<event>`, as Core names the tracepoint.
  String name();
}
