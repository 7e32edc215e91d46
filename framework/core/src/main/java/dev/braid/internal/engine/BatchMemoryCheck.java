package dev.braid.internal.engine;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.graph.Spec;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.environment.AvailableMemory;
import dev.braid.internal.environment.FreeMemory;
import dev.braid.internal.environment.ShouldFitInMemory;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.text.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rejects batches whose arrays do not fit into the free memory.
 *
 * <p>The shape rules of all layers are evaluated if a batch is larger than all before it along any
 * axis; all other batches cost a few comparisons. The estimate is a lower bound: the bytes of the
 * results that are kept at the same time.
 */
final class BatchMemoryCheck {
  private final Functional model;
  private final Plan plan;
  private final DataType type;
  private final List<List<Plan.Port>> lastReads;

  /** The largest sizes of each input that were found to fit, for predictions and for training. */
  private volatile long[][] predicted;

  private volatile long[][] trained;

  BatchMemoryCheck(Functional model, Plan plan, DataType type) {
    this.model = model;
    this.plan = plan;
    this.type = type;
    this.lastReads = plan.lastReads();
  }

  /**
   * Checks a batch.
   *
   * @param keepsResults whether results are kept for a backward pass
   */
  void check(List<INDArray> inputs, boolean keepsResults) {
    long[][] before = keepsResults ? trained : predicted;
    if (before == null || isLarger(inputs, before)) {
      checkLarger(inputs, keepsResults, before);
    }
  }

  private static boolean isLarger(List<INDArray> inputs, long[][] before) {
    for (int i = 0; i < before.length; i++) {
      long[] shape = inputs.get(i).shape();
      for (int axis = 0; axis < shape.length; axis++) {
        if (shape[axis] > before[i][axis]) {
          return true;
        }
      }
    }
    return false;
  }

  private void checkLarger(List<INDArray> inputs, boolean keepsResults, long[][] before) {
    long[][] sizes = new long[inputs.size()][];
    long[][] largest = new long[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = inputs.get(i).shape();
      largest[i] = sizes[i].clone();
      for (int axis = 0; before != null && axis < sizes[i].length; axis++) {
        largest[i][axis] = Math.max(largest[i][axis], before[i][axis]);
      }
    }
    Optional<Shortage> shortage = shortageFor(largest, keepsResults);
    if (shortage.isPresent()) {
      if (before != null) {
        shortage = shortageFor(sizes, keepsResults);
      }
      if (shortage.isPresent()) {
        throw MemoryCheck.exception(model, shortage.get().problem(keepsResults));
      }
    } else if (keepsResults) {
      trained = largest;
    } else {
      predicted = largest;
    }
  }

  /** The memory that a batch requires, if it is more than the free memory. */
  private record Shortage(AvailableMemory memory, double bytes, String layer, long[] largest) {
    Problem problem(boolean keepsResults) {
      return ShouldFitInMemory.problem(
          layer,
          "results",
          memory.text(),
          ByteCount.text(bytes)
              + " that "
              + (keepsResults ? "training" : "predicting")
              + " a batch of "
              + largest[0]
              + " keeps at once, most of it for the shape "
              + Arrays.toString(largest),
          "Lower the batch size or the sizes of the layer.");
    }
  }

  private Optional<Shortage> shortageFor(long[][] sizes, boolean keepsResults) {
    Need need;
    try {
      need = new Need(sizes, keepsResults);
    } catch (RuntimeException e) {
      // a layer that rejects these sizes reports that itself when it is run
      return Optional.empty();
    }
    return FreeMemory.lacks(need.peak)
        .map(memory -> new Shortage(memory, need.peak, need.layer, need.largestShape));
  }

  /** The bytes that the results of a batch take at the same time. */
  private final class Need {
    private final List<List<Spec>> specs = new ArrayList<>();
    private final double[][] held;
    private final long batch;
    private double peak;
    private double live;
    private double largest = -1;
    private long[] largestShape = new long[0];
    private String layer = "";

    Need(long[][] sizes, boolean keepsResults) {
      List<Plan.Step> steps = plan.steps();
      this.held = new double[steps.size()][];
      this.batch = sizes.length == 0 ? 1 : sizes[0][0];
      for (int i = 0; i < steps.size(); i++) {
        Plan.Step step = steps.get(i);
        specs.add(results(step, i < plan.inputs() ? sizes[i] : null));
        held[i] = new double[specs.get(i).size()];
        if (i >= plan.inputs()) {
          boolean reuses = reuses(step, specs.get(i));
          for (int k = 0; k < held[i].length; k++) {
            count(step, i, k, reuses);
          }
          peak = Math.max(peak, live);
          if (!keepsResults) {
            release(step, i, reuses);
          }
        }
      }
    }

    private List<Spec> results(Plan.Step step, long[] sizes) {
      if (sizes != null) {
        Spec spec = step.outputs().get(0);
        return List.of(spec.withShape(Arrays.copyOfRange(sizes, 1, sizes.length)));
      }
      List<Spec> inputs =
          step.inputs().stream().map(port -> specs.get(port.step()).get(port.output())).toList();
      return step.layer().outputs(inputs);
    }

    /**
     * Returns whether the result may be in the input's memory: a view of it, or written over it.
     */
    private boolean reuses(Plan.Step step, List<Spec> results) {
      Layer layer = step.layer();
      if (step.inputs().size() != 1
          || results.size() != 1
          || !LayerState.of(layer).cells().isEmpty()) {
        return false;
      }
      Plan.Port from = step.inputs().get(0);
      return bytes(specs.get(from.step()).get(from.output())) == bytes(results.get(0));
    }

    private double bytes(Spec spec) {
      double bytes = (double) type.width() * batch;
      for (long size : spec.shape()) {
        bytes *= size;
      }
      return bytes;
    }

    private void count(Plan.Step planStep, int step, int output, boolean reuses) {
      Spec spec = specs.get(step).get(output);
      double bytes = bytes(spec);
      if (!reuses) {
        held[step][output] = bytes;
        live += bytes;
      }
      if (bytes > largest) {
        largest = bytes;
        layer = planStep.name();
        largestShape = spec.sequence(batch).shape();
      }
    }

    private void release(Plan.Step planStep, int step, boolean reuses) {
      for (Plan.Port port : lastReads.get(step)) {
        double bytes = held[port.step()][port.output()];
        if (reuses && port.equals(planStep.inputs().get(0))) {
          held[step][0] = bytes;
        } else {
          live -= bytes;
        }
        held[port.step()][port.output()] = 0;
      }
    }
  }
}
