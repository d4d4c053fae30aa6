package vedette.wire;

import java.util.List;
import vedette.wire.Message.InventoryItem;

/// Reads what is announced and asked for: `inv`, `getdata`, `notfound`, and the locators of
/// `getheaders` and `getblocks`.
final class Inventory {
  private static final int ITEM = 4 + Hash256.SIZE;

  private Inventory() {}

  static Message inv(PayloadReader in) {
    return new Message.Inv(items(in));
  }

  static Message getData(PayloadReader in) {
    return new Message.GetData(items(in));
  }

  static Message notFound(PayloadReader in) {
    return new Message.NotFound(items(in));
  }

  static Message getHeaders(PayloadReader in) {
    return new Message.GetHeaders(in.i32("locatorVersion"), locator(in), in.hash("hashStop"));
  }

  static Message getBlocks(PayloadReader in) {
    return new Message.GetBlocks(in.i32("locatorVersion"), locator(in), in.hash("hashStop"));
  }

  private static List<InventoryItem> items(PayloadReader in) {
    return in.list("items", ITEM, item -> new InventoryItem(item.u32("kind"), item.hash("hash")));
  }

  private static List<Hash256> locator(PayloadReader in) {
    return in.list("locator", Hash256.SIZE, hash -> hash.hash("hash"));
  }
}
