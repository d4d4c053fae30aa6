package vedette.watch.metrics;

import java.util.List;

/// Folds the free texts of Bitcoin Core into those that its source has (v25 to v31, and master).
///
/// A text may carry numbers and names behind ` = `, ` (` or `,`: those are cut off.
final class Reasons {
  /// A text that says nothing.
  private static final String NONE = "none given";

  /// `net_processing.cpp`: arguments of `Misbehaving` and `MaybePunishNodeForBlock`.
  static final Label MISBEHAVIOUR =
      Label.folded(
          "reason",
          List.of(
              "addr message size",
              "addrv2 message size",
              "inv message size",
              "getdata message size",
              "headers message size",
              "header with invalid proof of work",
              "non-continuous headers sequence",
              "invalid header received",
              "invalid header via cmpctblock",
              "getblocktxn with out-of-bounds tx indices",
              "previous compact block reconstruction attempt failed",
              "invalid compact block",
              "invalid compact block/non-matching block transactions",
              "invalid sendcmpct announce field",
              "mutated block",
              "too-large bloom filter",
              "bad filteradd message",
              NONE));

  /// `validation.cpp`, `policy/policy.cpp`, `consensus/tx_{check,verify}.cpp`,
  /// `policy/truc_policy.cpp`: arguments of `TxValidationState::Invalid`.
  static final Label REJECTION =
      Label.folded(
          "reason",
          List.of(
              "bad-txns-inputs-missingorspent",
              "bad-txns-spends-conflicting-tx",
              "bad-txns-in-belowout",
              "bad-txns-fee-outofrange",
              "bad-txns-inputvalues-outofrange",
              "bad-txns-inputs-duplicate",
              "bad-txns-prevout-null",
              "bad-txns-premature-spend-of-coinbase",
              "bad-txns-oversize",
              "bad-txns-txouttotal-toolarge",
              "bad-txns-vin-empty",
              "bad-txns-vout-empty",
              "bad-txns-vout-negative",
              "bad-txns-vout-toolarge",
              "bad-txns-nonstandard-inputs",
              "bad-txns-too-many-sigops",
              "bad-witness-nonstandard",
              "bad-cb-length",
              "coinbase",
              "no-mempool",
              "non-final",
              "non-BIP68-final",
              "txn-already-in-mempool",
              "txn-already-known",
              "txn-mempool-conflict",
              "txn-same-nonwitness-data-in-mempool",
              "bip125-replacement-disallowed",
              "insufficient fee",
              "too many potential replacements",
              "replacement-adds-unconfirmed",
              "replacement-failed",
              "min relay fee not met",
              "mempool min fee not met",
              "max feerate exceeded",
              "mempool full",
              "too-long-mempool-chain",
              "too-large-cluster",
              "TRUC-violation",
              "missing-ephemeral-spends",
              "dust",
              "version",
              "tx-size",
              "tx-size-small",
              "scriptsig-size",
              "scriptsig-not-pushonly",
              "scriptpubkey",
              "datacarrier",
              "multi-op-return",
              "bare-multisig",
              "mandatory-script-verify-flag-failed",
              "non-mandatory-script-verify-flag",
              "mempool-script-verify-flag-failed",
              "block-script-verify-flag-failed",
              NONE));

  private static final List<String> CUTS = List.of(" = ", " (", ", ");

  private Reasons() {}

  static int misbehaviour(String text) {
    return fold(MISBEHAVIOUR, text);
  }

  static int rejection(String text) {
    return fold(REJECTION, text);
  }

  private static int fold(Label label, String text) {
    int exact = label.find(text.isEmpty() ? NONE : text);
    if (exact >= 0) {
      return exact;
    }
    for (String cut : CUTS) {
      int at = text.indexOf(cut);
      int found = at < 0 ? -1 : label.find(text.substring(0, at));
      if (found >= 0) {
        return found;
      }
    }
    return label.fallback();
  }
}
