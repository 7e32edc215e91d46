package dev.braid.internal.saving.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects all strings of a file and writes them before the references to them.
 *
 * <p>References are written in the order in which the strings were added: the tree is traversed
 * twice in the same order.
 */
final class GlobalHeapWriter {
  // The smallest collection that the HDF5 library accepts, and the maximum strings in one: their
  // numbers have sixteen bits, and readers load a collection whole.
  private static final int MIN_BYTES = 4096;
  private static final int MAX_ITEMS = 4000;

  private final List<byte[]> texts = new ArrayList<>();
  private final List<Integer> collections = new ArrayList<>();
  private int written;

  void add(String text) {
    texts.add(text.getBytes(StandardCharsets.UTF_8));
  }

  void writeTo(ByteSink sink) {
    for (int first = 0; first < texts.size(); first += MAX_ITEMS) {
      collections.add(sink.position());
      writeCollection(sink, texts.subList(first, Math.min(texts.size(), first + MAX_ITEMS)));
    }
  }

  private static void writeCollection(ByteSink sink, List<byte[]> items) {
    long filled = 16;
    for (byte[] item : items) {
      filled += 16 + (item.length + 7L) / 8 * 8;
    }
    // An item of number zero, which takes sixteen bytes, describes the free space.
    long size = Math.max(MIN_BYTES, filled + 16);
    int start = sink.position();
    sink.ascii("GCOL").u8(1).zeros(3).u64(size);
    int number = 1;
    for (byte[] item : items) {
      sink.u16(number++).u16(1).u32(0).u64(item.length).raw(item).align();
    }
    sink.u16(0).u16(0).u32(0).u64(size - filled);
    sink.zeros((int) (start + size - sink.position()));
  }

  /** Writes the reference to the next string. */
  void writeReference(ByteSink sink) {
    int length = texts.get(written).length;
    if (length == 0) {
      sink.u32(0).u64(0).u32(0);
    } else {
      sink.u32(length).u64(collections.get(written / MAX_ITEMS)).u32(written % MAX_ITEMS + 1);
    }
    written++;
  }
}
