package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.engine.graph.RowGradient;
import dev.braid.internal.graph.WeightCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tables of embeddings, of which a step has the gradients of some rows. */
final class EmbeddingTables {
  /**
   * Rows wait where at most one in this many has a gradient. Memory is read several times as fast
   * in sequence as at random, so that with more of them a step over the whole table is faster.
   */
  private static final int FEW = 8;

  private final Optimizer optimizer;
  private final FusedStep fused;
  private final Consumer<Runnable> changing;
  private final Map<WeightCell, DeferredRows> waiting = new HashMap<>();

  /**
   * No tables yet.
   *
   * @param fused null where all rows are changed by formulas
   * @param changing runs what changes weights while no other thread reads them
   */
  EmbeddingTables(Optimizer optimizer, FusedStep fused, Consumer<Runnable> changing) {
    this.optimizer = optimizer;
    this.fused = fused;
    this.changing = changing;
  }

  /** Whether a step may take the gradient by rows: nothing else looks at the whole of it. */
  boolean takesRows(Parameter parameter) {
    WeightSpec spec = parameter.cell().spec();
    return parameter.view().rows() != null
        && fused != null
        && optimizer.accumulation() == 1
        && !optimizer.averages()
        && spec.regularizer() == null
        && spec.constraint() == null;
  }

  /** Expands gradients of rows to whole weights where code other than the step reads them. */
  void gather(List<Parameter> trainable) {
    for (Parameter parameter : trainable) {
      if (!takesRows(parameter)) {
        parameter.view().gradient();
        wake(parameter);
      }
    }
  }

  /** A step over the whole table follows. */
  private void wake(Parameter parameter) {
    DeferredRows table = waiting.get(parameter.cell());
    if (table != null) {
      table.wake();
    }
  }

  /** Takes a step: all rows at once, or those with a gradient while the others wait. */
  void step(FusedStep.Change change, Parameter parameter, RowGradient given, boolean first) {
    int rows = Math.toIntExact(parameter.cell().spec().shape()[0]);
    if (given.count() <= rows / FEW) {
      waiting
          .computeIfAbsent(parameter.cell(), cell -> table(parameter, rows, given, first))
          .add(change, given);
    } else {
      wake(parameter);
      fused.run(change, Math.toIntExact(parameter.from()), rows, given);
    }
  }

  private DeferredRows table(Parameter parameter, int rows, RowGradient given, boolean first) {
    List<String> slots = optimizer.slots();
    float[] starts = new float[slots.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (float) optimizer.slotStart(slots.get(i));
    }
    DeferredRows table =
        new DeferredRows(
            fused, Math.toIntExact(parameter.from()), rows, given.width(), starts, first, changing);
    parameter.view().pending(table);
    return table;
  }

  /** Lets all rows take the steps that they wait for. */
  void settle() {
    waiting.values().forEach(DeferredRows::settle);
  }

  /** Lets all rows take their steps, and counts all as having had a gradient from now on. */
  void wake() {
    waiting.values().forEach(DeferredRows::wake);
  }
}
