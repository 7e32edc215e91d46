package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.hdf5.ObjectHeader.Message;
import dev.braid.saving.FileFormatException;
import java.util.List;
import java.util.Optional;

/** Reads an array that is stored in chunks, which may be compressed. */
final class ChunkedArrayReader {
  private static final int MAX_LEVELS = 16;

  private final CheckedFileBytes bytes;
  private final int[] shape;
  private final int elementBytes;
  private final List<ChunkFilter> filters;
  private int[] chunk = new int[0];
  private int chunkBytes;
  private byte[] target = new byte[0];

  ChunkedArrayReader(
      CheckedFileBytes bytes, ObjectHeader header, ElementFormat format, Dataspace space)
      throws FileFormatException {
    this.bytes = bytes;
    this.shape = space.shape();
    this.elementBytes = format.size();
    Optional<Message> pipeline = header.find(ObjectHeader.FILTERS);
    this.filters =
        pipeline.isPresent() ? ChunkFilter.read(bytes, pipeline.get().start()) : List.of();
  }

  /**
   * Reads all chunks.
   *
   * @param layout the offset of the layout message
   * @param size the size of the whole array in bytes
   */
  byte[] read(long layout, int size) throws FileFormatException {
    int rank = bytes.u8(layout + 2) - 1;
    if (rank != shape.length || rank == 0) {
      throw bytes.damaged("chunks of " + rank + " dimensions in an array of " + shape.length);
    }
    chunk = new int[rank];
    long volume = elementBytes;
    for (int i = 0; i < rank; i++) {
      long extent = bytes.u32(layout + 11 + 4L * i);
      if (extent == 0 || extent > Integer.MAX_VALUE || volume * extent > Integer.MAX_VALUE) {
        throw bytes.damaged("a chunk with a dimension of " + extent);
      }
      chunk[i] = (int) extent;
      volume *= extent;
    }
    chunkBytes = (int) volume;
    target = new byte[size];
    long tree = bytes.u64(layout + 3);
    // If no value was written, the tree is missing, and every value is the default, zero.
    if (tree != CheckedFileBytes.UNDEFINED) {
      readTree(tree, MAX_LEVELS);
    }
    return target;
  }

  private void readTree(long address, int levels) throws FileFormatException {
    bytes.expect(address, "TREE", "index of chunks");
    int level = bytes.u8(address + 5);
    if (bytes.u8(address + 4) != 1 || level >= levels) {
      throw bytes.damaged("the index of the chunks is not a tree");
    }
    int children = bytes.u16(address + 6);
    int keyBytes = 8 + 8 * (shape.length + 1);
    for (int i = 0; i < children; i++) {
      long key = address + 24 + (long) (keyBytes + 8) * i;
      long child = bytes.u64(key + keyBytes);
      if (level == 0) {
        readChunk(key, child);
      } else {
        readTree(child, level);
      }
    }
  }

  private void readChunk(long key, long address) throws FileFormatException {
    int stored = (int) Math.min(bytes.u32(key), Integer.MAX_VALUE);
    long skipped = bytes.u32(key + 4);
    int[] offset = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      long at = bytes.u64(key + 8 + 8L * i);
      if (at < 0 || at % chunk[i] != 0) {
        throw bytes.damaged("a chunk is not aligned to the chunk grid");
      }
      if (at >= shape[i]) {
        return;
      }
      offset[i] = (int) at;
    }
    int start = bytes.range(address, stored);
    bytes.values(chunkBytes);
    byte[] raw = ChunkFilter.undo(bytes, filters, skipped, start, stored, chunkBytes);
    copy(raw, offset);
  }

  /** Copies the section of a chunk that lies inside the array, row by row. */
  private void copy(byte[] raw, int[] offset) {
    int last = shape.length - 1;
    int run = Math.min(chunk[last], shape[last] - offset[last]) * elementBytes;
    int[] index = new int[shape.length];
    while (true) {
      int from = 0;
      int to = 0;
      for (int i = 0; i <= last; i++) {
        from = from * chunk[i] + index[i];
        to = to * shape[i] + offset[i] + index[i];
      }
      System.arraycopy(raw, from * elementBytes, target, to * elementBytes, run);
      int axis = last - 1;
      while (axis >= 0 && ++index[axis] >= Math.min(chunk[axis], shape[axis] - offset[axis])) {
        index[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }
}
