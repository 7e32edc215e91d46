package dev.braid.internal.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small malicious files that exhaust the time or the memory of a reader. */
class HostileHdf5Test {
  private static final int ROOT_HEADER = 64;

  private static void refused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> Hdf5.read(bytes, "hostile.h5"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(reason);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void should_refuse_an_index_whose_branches_lead_to_the_same_table() {
    ByteSink sink = new ByteSink().raw(Hdf5.toBytes(H5Group.of(Map.of())));
    int below = sink.position();
    sink.ascii("SNOD").u8(1).u8(0).u16(0);
    // Sixteen levels of thirty-two branches each: 2^80 paths to one empty table.
    for (int level = 0; level < 16; level++) {
      int node = sink.position();
      sink.ascii("TREE").u8(0).u8(level).u16(32).u64(-1).u64(-1).u64(0);
      for (int i = 0; i < 32; i++) {
        sink.u64(below).u64(0);
      }
      below = node;
    }
    byte[] bytes = sink.toArray();
    int header = (int) littleEndian(bytes).getLong(ROOT_HEADER);
    littleEndian(bytes).putLong(header + 24, below);
    refused(bytes, "its structures refer to each other in a cycle");
  }

  @Test
  void should_refuse_a_cyclic_index() {
    byte[] bytes = Hdf5.toBytes(H5Group.of(Map.of("a", H5Dataset.of("x"))));
    ByteBuffer buffer = littleEndian(bytes);
    int header = (int) buffer.getLong(ROOT_HEADER);
    int tree = (int) buffer.getLong(header + 24);
    buffer.put(tree + 5, (byte) 1).putLong(tree + 32, tree);
    refused(bytes, "the index of a group is not a tree");
  }

  @Test
  void should_refuse_a_string_whose_references_exceed_the_memory() {
    // A string of one megabyte with four thousand references would take four gigabytes.
    byte[] bytes =
        Hdf5.toBytes(
            H5Group.of(
                Map.of(
                    "a", H5Dataset.of("x".repeat(1 << 20)),
                    "b", H5Dataset.of(java.util.Collections.nCopies(4000, "y")))));
    ByteBuffer buffer = littleEndian(bytes);
    int first = find(buffer, 1 << 20, 0);
    long heap = buffer.getLong(first + 4);
    int number = buffer.getInt(first + 12);
    int second = find(buffer, 1, first + 16);
    for (int i = 0; i < 4000; i++) {
      buffer.putInt(second + 16 * i, 1 << 20).putLong(second + 16 * i + 4, heap);
      buffer.putInt(second + 16 * i + 12, number);
    }
    refused(bytes, "in /b, its structures refer to each other in a cycle");
  }

  /** Finds a reference: the length of a string, then the address of the heap. */
  private static int find(ByteBuffer buffer, int length, int from) {
    int at = (from + 7) / 8 * 8;
    while (buffer.getInt(at) != length || buffer.getLong(at + 4) != 96) {
      at += 8;
    }
    return at;
  }

  @Test
  void should_refuse_an_array_that_is_larger_than_the_file() {
    byte[] bytes = Hdf5.toBytes(H5Group.of(Map.of("a", H5Dataset.of(new float[] {1, 2}, 2))));
    ByteBuffer buffer = littleEndian(bytes);
    int at = 96;
    while (buffer.getLong(at) != 2 || bytes[at - 8] != 1 || bytes[at - 7] != 1) {
      at += 8;
    }
    buffer.putLong(at, 60_000_000);
    refused(bytes, "an array of 240000000 bytes has only 8");
  }
}
