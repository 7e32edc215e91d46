package dev.braid.engine.kernels;

import java.util.List;

/**
 * A layer's computation written forward only; the tape finds the way back.
 *
 * @param <L> the description it belongs to
 */
@FunctionalInterface
public interface Formula<L> {
  List<Flow> run(L layer, Scope scope, List<Flow> inputs);
}
