package dev.braid.ops;

import java.util.List;

/** Operations that choose elements by position. */
final class SelectionOperations {
  static final Operation GET_ITEM =
      Operation.named("GetItem", "numpy")
          .operands("x", "key")
          .computes(in -> Indexing.at(in.value(), in.indices(1)));

  static final List<Operation> ALL = List.of(GET_ITEM);

  private SelectionOperations() {}
}
