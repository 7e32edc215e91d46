package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;

/**
 * The shape of an array: HDF5's dataspace message.
 *
 * @param shape the dimensions
 * @param count their product
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record Dataspace(int[] shape, int count) {
  private static final int MAX_RANK = 32;

  static Dataspace read(CheckedFileBytes bytes, long at) throws FileFormatException {
    int version = bytes.u8(at);
    int rank = bytes.u8(at + 1);
    if (version < 1 || version > 2 || rank > MAX_RANK) {
      throw bytes.damaged("a shape of version " + version + " with " + rank + " dimensions");
    }
    boolean empty = version == 2 && bytes.u8(at + 3) == 2;
    if (empty) {
      return new Dataspace(new int[] {0}, 0);
    }
    long first = at + (version == 1 ? 8 : 4);
    int[] shape = new int[rank];
    long count = 1;
    for (int i = 0; i < rank; i++) {
      long size = bytes.u64(first + 8L * i);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw bytes.damaged("a dimension of " + size);
      }
      shape[i] = (int) size;
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw bytes.damaged("an array of more than " + Integer.MAX_VALUE + " elements");
      }
    }
    return new Dataspace(shape, (int) count);
  }
}
