package dev.braid.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Where strings of variable length lie. */
final class GlobalHeap {
  private static final int STRING_OBJECT_BYTES = 48;

  private record Item(long start, long length) {}

  private final FileBytes bytes;
  private final Map<Long, Map<Integer, Item>> collections = new HashMap<>();

  GlobalHeap(FileBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Follows one reference.
   *
   * @param length the bytes of the string
   * @param address the collection it lies in
   * @param number its number there
   */
  String text(long length, long address, int number) throws FileFormatException {
    if (length == 0) {
      return "";
    }
    Map<Integer, Item> items = collections.get(address);
    if (items == null) {
      items = read(address);
      collections.put(address, items);
    }
    Item item = items.get(number);
    if (item == null || length > item.length) {
      throw bytes.damaged("a string is not where it should be");
    }
    bytes.values(length);
    int start = bytes.stretch(item.start, length);
    return new String(bytes.array(), start, (int) length, StandardCharsets.UTF_8);
  }

  /** Pays for the objects that strings are, beside their characters. */
  void payForStrings(int count) throws FileFormatException {
    bytes.values((long) STRING_OBJECT_BYTES * count);
  }

  private Map<Integer, Item> read(long address) throws FileFormatException {
    bytes.expect(address, "GCOL", "heap of strings");
    long size = bytes.u64(address + 8);
    bytes.stretch(address, size);
    Map<Integer, Item> items = new HashMap<>();
    long at = address + 16;
    while (at + 16 <= address + size) {
      int number = bytes.u16(at);
      if (number == 0) {
        break;
      }
      long length = bytes.u64(at + 8);
      bytes.stretch(at + 16, length);
      items.put(number, new Item(at + 16, length));
      at += 16 + (length + 7) / 8 * 8;
    }
    return items;
  }
}
