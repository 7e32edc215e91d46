package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.hdf5.ObjectHeader.Message;
import dev.braid.saving.FileFormatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the names in a group and their addresses. */
final class GroupLinks {
  private static final int MAX_LEVELS = 16;
  private static final int ENTRY_BYTES = 40;
  private static final int SOFT_LINK = 2;

  private final CheckedFileBytes bytes;
  private final Map<String, Long> links = new LinkedHashMap<>();

  private GroupLinks(CheckedFileBytes bytes) {
    this.bytes = bytes;
  }

  static Map<String, Long> read(CheckedFileBytes bytes, ObjectHeader header)
      throws FileFormatException {
    GroupLinks reader = new GroupLinks(bytes);
    Optional<Message> table = header.find(ObjectHeader.SYMBOL_TABLE);
    if (table.isPresent()) {
      long heap = bytes.u64(table.get().start() + 8);
      bytes.expect(heap, "HEAP", "heap of names");
      long size = bytes.u64(heap + 8);
      long names = bytes.u64(heap + 24);
      bytes.range(names, size);
      reader.readTree(bytes.u64(table.get().start()), names, size, MAX_LEVELS);
    } else {
      reader.readMessages(header);
    }
    return reader.links;
  }

  private void readTree(long address, long names, long namesLength, int levels)
      throws FileFormatException {
    bytes.expect(address, "TREE", "index of a group");
    int level = bytes.u8(address + 5);
    if (bytes.u8(address + 4) != 0 || level >= levels) {
      throw bytes.damaged("the index of a group is not a tree");
    }
    int children = bytes.u16(address + 6);
    for (int i = 0; i < children; i++) {
      long child = bytes.u64(address + 32 + 16L * i);
      if (level == 0) {
        readSymbols(child, names, namesLength);
      } else {
        readTree(child, names, namesLength, level);
      }
    }
  }

  private void readSymbols(long address, long names, long namesLength) throws FileFormatException {
    bytes.expect(address, "SNOD", "table of names");
    int count = bytes.u16(address + 6);
    for (int i = 0; i < count; i++) {
      long entry = address + 8 + (long) ENTRY_BYTES * i;
      long name = bytes.u64(entry);
      if (name < 0 || name >= namesLength) {
        throw bytes.damaged("a name lies outside the heap of names");
      }
      if (bytes.u32(entry + 16) == SOFT_LINK) {
        throw refusedLink("symbolic links");
      }
      put(bytes.text(names + name, Math.min(namesLength - name, 4096)), bytes.u64(entry + 8));
    }
  }

  private void readMessages(ObjectHeader header) throws FileFormatException {
    Optional<Message> info = header.find(ObjectHeader.LINK_INFO);
    if (info.isPresent()) {
      long at = info.get().start();
      long heap = at + 2 + ((bytes.u8(at + 1) & 1) != 0 ? 8 : 0);
      if (bytes.u64(heap) != CheckedFileBytes.UNDEFINED) {
        throw bytes.unsupported(
            "the densely packed groups of newer HDF5 files",
            "Write it with h5py's default, without libver=\"latest\".");
      }
    }
    for (Message link : header.all(ObjectHeader.LINK)) {
      readLink(link.start());
    }
  }

  private void readLink(long start) throws FileFormatException {
    int flags = bytes.u8(start + 1);
    long at = start + 2;
    if ((flags & 8) != 0) {
      if (bytes.u8(at) != 0) {
        throw refusedLink("symbolic or external links");
      }
      at++;
    }
    at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
    int width = 1 << (flags & 3);
    long length = bytes.unsigned(at, width);
    put(bytes.text(at + width, length), bytes.u64(at + width + length));
  }

  private void put(String name, long address) throws FileFormatException {
    if (name.isEmpty() || links.put(name, address) != null) {
      throw bytes.damaged("two members have the name \"" + name + "\", or one has no name");
    }
  }

  private FileFormatException refusedLink(String what) {
    return bytes.unsupported(what, "Copy the arrays themselves into the file.");
  }
}
