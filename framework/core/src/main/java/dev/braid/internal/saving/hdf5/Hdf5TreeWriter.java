package dev.braid.internal.saving.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a tree in the oldest format, h5py's default, which every HDF5 library reads.
 *
 * <p>The file contains neither timestamps nor the name of the computer.
 */
final class Hdf5TreeWriter {
  // HDF5 sorts names by their bytes.
  private static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final int END_OF_FILE = 40;
  private static final int ROOT_ENTRY = 56;
  private static final int SUPERBLOCK_BYTES = 96;

  private final ByteSink sink = new ByteSink();
  private final GlobalHeapWriter strings = new GlobalHeapWriter();

  byte[] write(H5Group root) {
    writeSuperblock();
    collectStrings(root);
    strings.writeTo(sink);
    GroupIndex index = writeChildren(root);
    int header = writeHeader(root, index);
    sink.align();
    sink.putU64(END_OF_FILE, sink.position());
    sink.putU64(ROOT_ENTRY + 8, header);
    sink.putU64(ROOT_ENTRY + 24, index.tree());
    sink.putU64(ROOT_ENTRY + 32, index.heap());
    return sink.toArray();
  }

  private void writeSuperblock() {
    sink.ascii("\u0089HDF\r\n\u001a\n").zeros(5).u8(8).u8(8).u8(0);
    sink.u16(GroupIndex.LEAF_RANK).u16(GroupIndex.NODE_RANK).u32(0);
    sink.u64(0).u64(CheckedFileBytes.UNDEFINED).u64(0).u64(CheckedFileBytes.UNDEFINED);
    // The root's entry: no name, header, "its tree and heap follow", tree, heap.
    sink.u64(0).u64(0).u32(1).u32(0).u64(0).u64(0);
    if (sink.position() != SUPERBLOCK_BYTES) {
      throw new IllegalStateException("a superblock has " + SUPERBLOCK_BYTES + " bytes");
    }
  }

  /** Collects the strings in exactly the order of {@link #writeNode}. */
  private void collectStrings(H5Node node) {
    if (node instanceof H5Group group) {
      sorted(group).values().forEach(this::collectStrings);
    } else if (node instanceof H5Dataset dataset) {
      dataset.texts().forEach(strings::add);
    }
    new TreeMap<>(node.attributes()).values().forEach(each -> each.texts().forEach(strings::add));
  }

  private static SortedMap<String, H5Node> sorted(H5Group group) {
    SortedMap<String, H5Node> children = new TreeMap<>(BY_BYTES);
    children.putAll(group.children());
    return children;
  }

  private GroupIndex writeChildren(H5Group group) {
    SortedMap<String, Integer> addresses = new TreeMap<>(BY_BYTES);
    sorted(group).forEach((name, child) -> addresses.put(checked(name), writeNode(child)));
    return GroupIndex.write(sink, addresses);
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be a name in an HDF5 group");
    }
    return name;
  }

  private int writeNode(H5Node node) {
    if (node instanceof H5Group group) {
      return writeHeader(group, writeChildren(group));
    }
    H5Dataset dataset = (H5Dataset) node;
    int start = sink.align().position();
    ElementEncoder.write(dataset, strings, sink);
    int length = sink.position() - start;
    ObjectHeaderBuilder messages = new ObjectHeaderBuilder();
    messages.dataset(dataset, length == 0 ? CheckedFileBytes.UNDEFINED : start, length);
    return writeAttributes(dataset, messages);
  }

  private int writeHeader(H5Group group, GroupIndex index) {
    return writeAttributes(
        group, new ObjectHeaderBuilder().symbolTable(index.tree(), index.heap()));
  }

  private int writeAttributes(H5Node node, ObjectHeaderBuilder messages) {
    for (Map.Entry<String, H5Dataset> entry : new TreeMap<>(node.attributes()).entrySet()) {
      messages.attribute(entry.getKey(), entry.getValue(), strings);
    }
    return messages.writeTo(sink);
  }
}
