package vedette.watch.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A service in a card's worth of facts.
///
/// @param key stable name, used in addresses of the API and as label `service`
/// @param kind such as `lnd`
/// @param name for people
/// @param word the state in words
/// @param since since when it is in this state, ms
/// @param detail a line of why, or what it is doing, may be empty
/// @param asOf when it was last heard of, ms; empty if never
/// @param figures at most three
/// @param needs keys of the nodes and services that it cannot do without
/// @param waitsFor key of what it needs and does not have now
public record ServiceView(
    String key,
    String kind,
    String name,
    State state,
    String word,
    long since,
    String detail,
    OptionalLong asOf,
    List<Figure> figures,
    List<String> needs,
    Optional<String> waitsFor) {}
