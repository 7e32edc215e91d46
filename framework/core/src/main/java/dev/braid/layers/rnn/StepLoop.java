package dev.braid.layers.rnn;

import dev.braid.layers.LayerCall;
import dev.braid.layers.rnn.Cell.SequenceResult;
import dev.braid.layers.rnn.Cell.Step;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a cell at every step of a sequence.
 *
 * @param cell the cell to call
 * @param call the context of the cell
 * @param allOutputs whether the outputs of all steps are kept, or only that of the last one
 */
record StepLoop(Cell<?> cell, LayerCall call, boolean allOutputs) {
  /**
   * Computes all steps.
   *
   * @param prepared the cell's prepared sequence: (steps, samples, …)
   * @param mask (steps, samples); null if no step is padding
   */
  SequenceResult run(Value prepared, List<Value> starts, @Nullable Value mask) {
    List<Value> masks = mask == null ? null : mask.unstack();
    List<Value> inputs = prepared.unstack();
    List<Value> outputs = new ArrayList<>();
    List<Value> states = starts;
    for (int t = 0; t < inputs.size(); t++) {
      Step step = cell.call(call, inputs.get(t), states);
      if (masks != null) {
        Value before = t == 0 ? step.output().zeros() : outputs.get(outputs.size() - 1);
        step = keptAtPadding(step, new Step(before, states), masks.get(t));
      }
      states = step.states();
      if (!allOutputs) {
        outputs.clear();
      }
      outputs.add(step.output());
    }
    return new SequenceResult(
        allOutputs ? Value.stack(0, outputs) : outputs.get(0).expand(0), states);
  }

  private static Step keptAtPadding(Step next, Step before, Value real) {
    List<Value> states = new ArrayList<>();
    for (int i = 0; i < next.states().size(); i++) {
      states.add(kept(next.states().get(i), before.states().get(i), real));
    }
    int state = next.states().indexOf(next.output());
    Value output = state >= 0 ? states.get(state) : kept(next.output(), before.output(), real);
    return new Step(output, states);
  }

  private static Value kept(Value next, Value before, Value real) {
    return next.where(column(real, next.rank()), before);
  }

  /** Expands a mask by axes of size one to a rank. */
  static Value column(Value mask, int rank) {
    List<Size> sizes = new ArrayList<>(mask.sizes());
    sizes.addAll(Collections.nCopies(rank - mask.rank(), Size.of(1)));
    return mask.reshape(sizes);
  }
}
