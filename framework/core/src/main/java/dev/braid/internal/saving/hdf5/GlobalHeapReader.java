package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads strings of variable length from the global heap. */
final class GlobalHeapReader {
  private static final int STRING_OBJECT_BYTES = 48;

  private record Item(long start, long length) {}

  private final CheckedFileBytes bytes;
  private final Map<Long, Map<Integer, Item>> collections = new HashMap<>();

  GlobalHeapReader(CheckedFileBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the string that a reference points to.
   *
   * @param length the length of the string in bytes
   * @param address the address of its collection
   * @param number its number in the collection
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
      throw bytes.damaged("a string is missing from the heap");
    }
    bytes.values(length);
    int start = bytes.range(item.start, length);
    return new String(bytes.array(), start, (int) length, StandardCharsets.UTF_8);
  }

  /** Charges the memory of string objects, apart from their characters, to the budget. */
  void chargeStrings(int count) throws FileFormatException {
    bytes.values((long) STRING_OBJECT_BYTES * count);
  }

  private Map<Integer, Item> read(long address) throws FileFormatException {
    bytes.expect(address, "GCOL", "heap of strings");
    long size = bytes.u64(address + 8);
    bytes.range(address, size);
    Map<Integer, Item> items = new HashMap<>();
    long at = address + 16;
    while (at + 16 <= address + size) {
      int number = bytes.u16(at);
      if (number == 0) {
        break;
      }
      long length = bytes.u64(at + 8);
      bytes.range(at + 16, length);
      items.put(number, new Item(at + 16, length));
      at += 16 + (length + 7) / 8 * 8;
    }
    return items;
  }
}
