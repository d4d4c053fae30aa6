package vedette.watch.view;

/// What the page of one kind of service shows beyond what every service has: a record, and part of
/// the JSON contract (docs/live.md) as the records here are. Each kind's is in the kind's package.
public interface KindPage {}
