package dev.braid.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The table of operations, by the names of their classes in Keras. */
public final class Operations {
  private static final Map<String, Operation> TABLE = new LinkedHashMap<>();

  static {
    Stream.of(
            ElementwiseOperations.ALL,
            ActivationOperations.ALL,
            ReductionOperations.ALL,
            ShapeOperations.ALL,
            JoiningOperations.ALL,
            SelectionOperations.ALL,
            ProductOperations.ALL,
            NetworkOperations.ALL,
            ImageOperations.ALL)
        .flatMap(List::stream)
        .forEach(
            operation -> {
              if (TABLE.put(operation.className(), operation) != null) {
                throw new IllegalStateException("two operations are called " + operation);
              }
            });
  }

  private Operations() {}

  /** The operation of a class in Keras, such as {@code GetItem}. */
  public static Optional<Operation> find(String className) {
    return Optional.ofNullable(TABLE.get(className));
  }

  /** Whether operands are aligned at their last axes and broadcast. */
  public static boolean broadcasts(Operation operation) {
    return ElementwiseOperations.ALL.contains(operation);
  }

  /** The names of all classes. */
  public static Set<String> names() {
    return Set.copyOf(TABLE.keySet());
  }
}
