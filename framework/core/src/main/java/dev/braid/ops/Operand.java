package dev.braid.ops;

import java.util.List;

/**
 * An operand of operations: an array that is computed immediately, a tensor of a graph under
 * construction, or a value of a graph that is being exported.
 *
 * @param <T> the operand's class, which is also that of results
 */
public interface Operand<T extends Operand<T>> {
  /** Applies an operation to arguments of which at least one has this type. */
  List<T> apply(Operation operation, Arguments arguments);
}
