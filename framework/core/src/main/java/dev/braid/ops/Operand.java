package dev.braid.ops;

import java.util.List;

/**
 * What operations take: arrays that are computed at once, tensors of a graph under construction, or
 * values of a graph that is being exported.
 *
 * @param <T> the type itself, which is also that of results
 */
public interface Operand<T extends Operand<T>> {
  /** Applies an operation to arguments of which at least one has this type. */
  List<T> apply(Operation operation, Arguments arguments);
}
