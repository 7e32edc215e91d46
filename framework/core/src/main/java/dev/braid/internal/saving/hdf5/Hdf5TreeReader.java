package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.hdf5.ObjectHeader.Message;
import dev.braid.saving.FileFormatException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the whole tree of a file, starting at the root group. */
final class Hdf5TreeReader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int SHARED_COMPONENTS = 3;

  /** The superblock of newer files without its checksum. */
  private static final int SUPERBLOCK_BYTES = 44;

  private final CheckedFileBytes bytes;
  private final GlobalHeapReader heap;
  private final Set<Long> above = new HashSet<>();

  Hdf5TreeReader(CheckedFileBytes bytes) {
    this.bytes = bytes;
    this.heap = new GlobalHeapReader(bytes);
  }

  H5Group readRoot() throws FileFormatException {
    bytes.expect(0, "\u0089HDF\r\n\u001a\n", "HDF5 signature");
    int version = bytes.u8(SIGNATURE_BYTES);
    long root =
        switch (version) {
          case 0, 1 -> {
            expectEightByteAddresses(13);
            // Version 1 has four bytes more before the addresses.
            long addresses = version == 0 ? 24 : 28;
            yield bytes.u64(addresses + 4 * 8 + 8);
          }
          case 2, 3 -> {
            expectEightByteAddresses(9);
            bytes.expectChecksum(0, SUPERBLOCK_BYTES, "the superblock");
            yield bytes.u64(36);
          }
          default -> throw bytes.damaged("HDF5's superblock has version " + version);
        };
    return readNode(root, "/") instanceof H5Group group
        ? group
        : fail("the root of the file is not a group");
  }

  private void expectEightByteAddresses(long at) throws FileFormatException {
    if (bytes.u8(at) != 8 || bytes.u8(at + 1) != 8) {
      throw bytes.unsupported("addresses that are not eight bytes long", "Write it with h5py.");
    }
  }

  private H5Group fail(String detail) throws FileFormatException {
    throw bytes.damaged(detail);
  }

  private H5Node readNode(long address, String path) throws FileFormatException {
    bytes.enter(path);
    ObjectHeader header = ObjectHeader.read(bytes, address);
    Map<String, H5Dataset> attributes = readAttributes(header, path);
    if (header.has(ObjectHeader.LAYOUT)) {
      return new DatasetReader(bytes, heap).read(header, attributes);
    }
    if (above.size() >= bytes.maxDepth() || !above.add(address)) {
      throw bytes.damaged("a group that contains itself, or groups nested too deep");
    }
    Map<String, H5Node> children = new LinkedHashMap<>();
    for (Map.Entry<String, Long> link : GroupLinks.read(bytes, header).entrySet()) {
      String child = (path.equals("/") ? "" : path) + "/" + link.getKey();
      children.put(link.getKey(), readNode(link.getValue(), child));
    }
    above.remove(address);
    return new H5Group(attributes, children);
  }

  private Map<String, H5Dataset> readAttributes(ObjectHeader header, String path)
      throws FileFormatException {
    Optional<Message> info = header.find(ObjectHeader.ATTRIBUTE_INFO);
    if (info.isPresent()) {
      long at = info.get().start();
      if (bytes.u64(at + 2 + ((bytes.u8(at + 1) & 1) != 0 ? 2 : 0)) != CheckedFileBytes.UNDEFINED) {
        throw bytes.unsupported(
            "the densely packed attributes of newer HDF5 files",
            "Write it with h5py's default, without libver=\"latest\".");
      }
    }
    Map<String, H5Dataset> attributes = new LinkedHashMap<>();
    for (Message message : header.all(ObjectHeader.ATTRIBUTE)) {
      readAttribute(message, path, attributes);
    }
    bytes.enter(path);
    return attributes;
  }

  private void readAttribute(Message message, String path, Map<String, H5Dataset> into)
      throws FileFormatException {
    long at = message.start();
    int version = bytes.u8(at);
    if (version < 1 || version > 3) {
      throw bytes.damaged("an attribute of version " + version);
    }
    if ((message.flags() & 2) != 0
        || (version > 1 && (bytes.u8(at + 1) & SHARED_COMPONENTS) != 0)) {
      throw bytes.unsupported("shared attributes or types", "Write it with h5py's default.");
    }
    int nameBytes = bytes.u16(at + 2);
    int formatBytes = bytes.u16(at + 4);
    int spaceBytes = bytes.u16(at + 6);
    int unit = version == 1 ? 8 : 1;
    long name = at + (version == 3 ? 9 : 8);
    long format = name + padded(nameBytes, unit);
    long space = format + padded(formatBytes, unit);
    long values = space + padded(spaceBytes, unit);
    String key = bytes.text(name, nameBytes);
    bytes.enter(path + "@" + key);
    ElementFormat elements = ElementFormat.read(bytes, format);
    Dataspace shape = Dataspace.read(bytes, space);
    long size = (long) shape.count() * elements.size();
    if (values + size > at + message.length()) {
      throw bytes.damaged("an attribute is longer than its message");
    }
    bytes.values(size);
    int start = bytes.range(values, size);
    into.put(
        key,
        new H5Dataset(
            shape.shape(),
            elements.type(),
            ElementDecoder.decode(elements, heap, bytes.array(), start, shape.count()),
            Map.of()));
  }

  private static long padded(int size, int unit) {
    return (long) (size + unit - 1) / unit * unit;
  }
}
