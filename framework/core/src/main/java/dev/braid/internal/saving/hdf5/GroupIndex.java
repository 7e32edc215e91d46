package dev.braid.internal.saving.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes the index of a group: the heap of names, the symbol tables and their tree.
 *
 * @param tree the address of the tree
 * @param heap the address of the heap of names
 */
record GroupIndex(int tree, int heap) {
  /** The ranks in the superblock: half the capacity of a symbol table, and of a tree node. */
  static final int LEAF_RANK = 4;

  static final int NODE_RANK = 16;

  private static final int ENTRY_BYTES = 40;

  /** A symbol table or tree node, and the heap offset of its last name. */
  private record Branch(int address, int lastName) {}

  /**
   * Writes the index of a group.
   *
   * @param children addresses by name, in the order of the names' bytes
   */
  static GroupIndex write(ByteSink sink, SortedMap<String, Integer> children) {
    ByteSink names = new ByteSink().zeros(8);
    List<int[]> entries = new ArrayList<>();
    children.forEach(
        (name, address) -> {
          entries.add(new int[] {names.position(), address});
          names.raw(name.getBytes(StandardCharsets.UTF_8)).u8(0).align();
        });
    int heap = sink.align().position();
    // In the HDF5 library, one means that the heap has no free space.
    sink.ascii("HEAP").u8(0).zeros(3).u64(names.position()).u64(1).u64(heap + 32L);
    sink.raw(names.toArray());
    List<Branch> level = writeTables(sink, entries);
    int depth = 0;
    do {
      level = writeNodes(sink, level, depth++);
    } while (level.size() > 1);
    return new GroupIndex(level.get(0).address, heap);
  }

  private static List<Branch> writeTables(ByteSink sink, List<int[]> entries) {
    List<Branch> tables = new ArrayList<>();
    for (int first = 0; first < entries.size(); first += 2 * LEAF_RANK) {
      List<int[]> section = entries.subList(first, Math.min(entries.size(), first + 2 * LEAF_RANK));
      int address = sink.position();
      sink.ascii("SNOD").u8(1).u8(0).u16(section.size());
      for (int[] entry : section) {
        sink.u64(entry[0]).u64(entry[1]).zeros(ENTRY_BYTES - 16);
      }
      sink.zeros(ENTRY_BYTES * (2 * LEAF_RANK - section.size()));
      tables.add(new Branch(address, section.get(section.size() - 1)[0]));
    }
    return tables;
  }

  private static List<Branch> writeNodes(ByteSink sink, List<Branch> below, int depth) {
    int most = 2 * NODE_RANK;
    int nodes = Math.max(1, (below.size() + most - 1) / most);
    int nodeBytes = 24 + 8 * (2 * most + 1);
    int start = sink.position();
    List<Branch> written = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      int first = node * most;
      List<Branch> section = below.subList(first, Math.min(below.size(), first + most));
      int address = sink.position();
      sink.ascii("TREE").u8(0).u8(depth).u16(section.size());
      sink.u64(node == 0 ? CheckedFileBytes.UNDEFINED : address - (long) nodeBytes);
      sink.u64(node == nodes - 1 ? CheckedFileBytes.UNDEFINED : address + (long) nodeBytes);
      // Keys stand between the children: each is the last name to its left.
      int lastName = first == 0 ? 0 : below.get(first - 1).lastName;
      sink.u64(lastName);
      for (Branch branch : section) {
        lastName = branch.lastName;
        sink.u64(branch.address).u64(lastName);
      }
      sink.zeros(start + (node + 1) * nodeBytes - sink.position());
      written.add(new Branch(address, lastName));
    }
    return written;
  }
}
