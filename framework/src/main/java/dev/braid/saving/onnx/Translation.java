package dev.braid.saving.onnx;

import java.util.List;

/**
 * A layer's computation at inference in ONNX's operators.
 *
 * @param <L> the description it belongs to
 */
@FunctionalInterface
interface Translation<L> {
  List<Flow> run(L layer, Scope scope, List<Flow> inputs);
}
