package vedette.wire;

import java.util.List;

/// Reads filters: bloom filters (BIP37) and compact block filters (BIP157).
final class Filters {
  private Filters() {}

  static Message filterLoad(PayloadReader in) {
    return new Message.FilterLoad(
        in.sizedBytes("data"), in.u32("hashFuncs"), in.u32("tweak"), in.u8("flags"));
  }

  static Message filterAdd(PayloadReader in) {
    return new Message.FilterAdd(in.sizedBytes("data"));
  }

  static Message getCFilters(PayloadReader in) {
    return new Message.GetCFilters(in.u8("filterType"), in.u32("startHeight"), in.hash("stopHash"));
  }

  static Message cFilter(PayloadReader in) {
    return new Message.CFilter(in.u8("filterType"), in.hash("blockHash"), in.sizedBytes("filter"));
  }

  static Message getCFHeaders(PayloadReader in) {
    return new Message.GetCFHeaders(
        in.u8("filterType"), in.u32("startHeight"), in.hash("stopHash"));
  }

  static Message cFHeaders(PayloadReader in) {
    return new Message.CFHeaders(
        in.u8("filterType"),
        in.hash("stopHash"),
        in.hash("previousFilterHeader"),
        hashes(in, "filterHashes"));
  }

  static Message getCFCheckpt(PayloadReader in) {
    return new Message.GetCFCheckpt(in.u8("filterType"), in.hash("stopHash"));
  }

  static Message cFCheckpt(PayloadReader in) {
    return new Message.CFCheckpt(
        in.u8("filterType"), in.hash("stopHash"), hashes(in, "filterHeaders"));
  }

  private static List<Hash256> hashes(PayloadReader in, String field) {
    return in.list(field, Hash256.SIZE, hash -> hash.hash("hash"));
  }
}
