package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.engine.graph.RowGradient;
import dev.braid.internal.graph.WeightCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tables of embeddings, for which a step has gradients of some rows. */
final class EmbeddingTables {
  /**
   * The minimum ratio of rows to rows with a gradient for deferring steps. Sequential reads are
   * several times as fast as random ones, so that below it a step over the whole table is faster.
   */
  private static final int DEFERRAL_RATIO = 8;

  private final Optimizer optimizer;
  private final FusedStep fused;
  private final Consumer<Runnable> exclusive;
  private final Map<WeightCell, DeferredRows> deferred = new HashMap<>();

  /**
   * Creates an empty set of tables.
   *
   * @param fused the fused step, or null if all rows are updated by formulas
   * @param exclusive runs code that changes weights while no other thread reads them
   */
  EmbeddingTables(Optimizer optimizer, FusedStep fused, Consumer<Runnable> exclusive) {
    this.optimizer = optimizer;
    this.fused = fused;
    this.exclusive = exclusive;
  }

  /** Returns whether a step can use a gradient of rows, since no other code reads the whole one. */
  boolean usesRowGradient(Parameter parameter) {
    WeightSpec spec = parameter.cell().spec();
    return parameter.view().rows() != null
        && fused != null
        && optimizer.accumulation() == 1
        && !optimizer.averages()
        && spec.regularizer() == null
        && spec.constraint() == null;
  }

  /** Expands gradients of rows to whole weights if code other than the step reads them. */
  void expandGradients(List<Parameter> trainable) {
    for (Parameter parameter : trainable) {
      if (!usesRowGradient(parameter)) {
        parameter.view().gradient();
        touchAll(parameter);
      }
    }
  }

  /** Prepares the table for a step over all rows. */
  private void touchAll(Parameter parameter) {
    DeferredRows table = deferred.get(parameter.cell());
    if (table != null) {
      table.touchAll();
    }
  }

  /** Applies a step to all rows at once, or to those with a gradient while the others defer it. */
  void step(FusedStep.Change change, Parameter parameter, RowGradient gradient, boolean first) {
    int rows = Math.toIntExact(parameter.cell().spec().shape()[0]);
    if (gradient.count() <= rows / DEFERRAL_RATIO) {
      deferred
          .computeIfAbsent(parameter.cell(), cell -> table(parameter, rows, gradient, first))
          .add(change, gradient);
    } else {
      touchAll(parameter);
      fused.run(change, Math.toIntExact(parameter.from()), rows, gradient);
    }
  }

  private DeferredRows table(Parameter parameter, int rows, RowGradient gradient, boolean first) {
    List<String> slots = optimizer.slots();
    float[] initialSlots = new float[slots.size()];
    for (int i = 0; i < initialSlots.length; i++) {
      initialSlots[i] = (float) optimizer.slotStart(slots.get(i));
    }
    DeferredRows table =
        new DeferredRows(
            fused,
            Math.toIntExact(parameter.from()),
            rows,
            gradient.width(),
            initialSlots,
            first,
            exclusive);
    parameter.view().setPending(table);
    return table;
  }

  /** Applies the deferred steps of all rows. */
  void settle() {
    deferred.values().forEach(DeferredRows::settle);
  }

  /** Applies the deferred steps of all rows, which count as having had a gradient from now on. */
  void touchAll() {
    deferred.values().forEach(DeferredRows::touchAll);
  }
}
