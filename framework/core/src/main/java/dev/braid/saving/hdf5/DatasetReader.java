package dev.braid.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.util.Map;

/** Reads one array, whichever way its elements are laid out. */
final class DatasetReader {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;

  private final FileBytes bytes;
  private final GlobalHeap heap;

  DatasetReader(FileBytes bytes, GlobalHeap heap) {
    this.bytes = bytes;
    this.heap = heap;
  }

  H5Dataset read(ObjectHeader header, Map<String, H5Dataset> attributes)
      throws FileFormatException {
    if (header.has(ObjectHeader.EXTERNAL_FILES)) {
      throw bytes.unsupported("values in other files", "Copy the values into the file.");
    }
    ElementFormat format =
        ElementFormat.read(bytes, header.need(ObjectHeader.DATATYPE, "type").start());
    Dataspace space = Dataspace.read(bytes, header.need(ObjectHeader.DATASPACE, "shape").start());
    long size = (long) space.count() * format.size();
    Object values;
    if (size == 0) {
      values = Values.decode(format, heap, new byte[0], 0, 0);
    } else {
      values = readValues(header, format, space, bytes.values(size));
    }
    return new H5Dataset(space.shape(), format.type(), values, attributes);
  }

  private Object readValues(ObjectHeader header, ElementFormat format, Dataspace space, int size)
      throws FileFormatException {
    long at = header.need(ObjectHeader.LAYOUT, "layout").start();
    int version = bytes.u8(at);
    int layout = bytes.u8(at + 1);
    if (version < 3 || version > 4 || layout > CHUNKED || (layout == CHUNKED && version != 3)) {
      throw bytes.unsupported(
          "layout " + layout + " of version " + version,
          "Write it with h5py's default, without libver=\"latest\".");
    }
    if (layout == CHUNKED) {
      byte[] raw = new Chunks(bytes, header, format, space).read(at, size);
      return Values.decode(format, heap, raw, 0, space.count());
    }
    long stored = layout == COMPACT ? bytes.u16(at + 2) : bytes.u64(at + 10);
    long address = layout == CONTIGUOUS ? bytes.u64(at + 2) : at + 4;
    if (address == FileBytes.NOWHERE) {
      // Values that were never written have no place yet: they are all zero.
      return Values.decode(format, heap, new byte[size], 0, space.count());
    }
    if (stored < size) {
      throw bytes.damaged("an array of " + size + " bytes has only " + stored);
    }
    return Values.decode(format, heap, bytes.array(), bytes.stretch(address, size), space.count());
  }
}
