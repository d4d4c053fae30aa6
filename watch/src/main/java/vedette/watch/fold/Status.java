package vedette.watch.fold;

import java.util.List;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

/// How a node is, in words.
///
/// @param word a few words that do not change while the state does not
/// @param detail one line of why, or what it is doing; may be empty
/// @param reasons the facts behind it, in any order
record Status(State state, String word, String detail, List<NowView.Reason> reasons) {}
