package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.util.Map;

/** Reads an array in any supported layout. */
final class DatasetReader {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;

  private final CheckedFileBytes bytes;
  private final GlobalHeapReader heap;

  DatasetReader(CheckedFileBytes bytes, GlobalHeapReader heap) {
    this.bytes = bytes;
    this.heap = heap;
  }

  H5Dataset read(ObjectHeader header, Map<String, H5Dataset> attributes)
      throws FileFormatException {
    if (header.has(ObjectHeader.EXTERNAL_FILES)) {
      throw bytes.unsupported("values in other files", "Copy the values into the file.");
    }
    ElementFormat format =
        ElementFormat.read(bytes, header.require(ObjectHeader.DATATYPE, "type").start());
    format.checkMark(bytes, attributes);
    Dataspace space =
        Dataspace.read(bytes, header.require(ObjectHeader.DATASPACE, "shape").start());
    long size = (long) space.count() * format.size();
    Object values;
    if (size == 0) {
      values = ElementDecoder.decode(format, heap, new byte[0], 0, 0);
    } else {
      values = readValues(header, format, space, bytes.values(size));
    }
    return new H5Dataset(space.shape(), format.type(), values, attributes);
  }

  private Object readValues(ObjectHeader header, ElementFormat format, Dataspace space, int size)
      throws FileFormatException {
    long at = header.require(ObjectHeader.LAYOUT, "layout").start();
    int version = bytes.u8(at);
    int layout = bytes.u8(at + 1);
    if (version < 3 || version > 4 || layout > CHUNKED || (layout == CHUNKED && version != 3)) {
      throw bytes.unsupported(
          "layout " + layout + " of version " + version,
          "Write it with h5py's default, without libver=\"latest\".");
    }
    if (layout == CHUNKED) {
      byte[] raw = new ChunkedArrayReader(bytes, header, format, space).read(at, size);
      return ElementDecoder.decode(format, heap, raw, 0, space.count());
    }
    long stored = layout == COMPACT ? bytes.u16(at + 2) : bytes.u64(at + 10);
    long address = layout == CONTIGUOUS ? bytes.u64(at + 2) : at + 4;
    if (address == CheckedFileBytes.UNDEFINED) {
      // Values that were never written have no address: they are all zero.
      return ElementDecoder.decode(format, heap, new byte[size], 0, space.count());
    }
    if (stored < size) {
      throw bytes.damaged("an array of " + size + " bytes has only " + stored);
    }
    return ElementDecoder.decode(
        format, heap, bytes.array(), bytes.range(address, size), space.count());
  }
}
