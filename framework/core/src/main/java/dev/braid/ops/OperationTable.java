package dev.braid.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A group of operations, in the order of their definition. */
final class OperationTable {
  private final List<Operation> rows = new ArrayList<>();

  /** Defines an operation by the name and the module of its class in Keras. */
  Operation.Builder named(String className, String module) {
    return new Operation.Builder(className, module, rows::add);
  }

  /** All operations defined so far. */
  List<Operation> rows() {
    return Collections.unmodifiableList(rows);
  }
}
