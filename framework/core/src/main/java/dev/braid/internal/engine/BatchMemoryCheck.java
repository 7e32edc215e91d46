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
 * Refuses batches whose arrays do not fit into the memory that is free.
 *
 * <p>It follows the shape rules of all layers where a batch is larger, along any axis, than those
 * before it; all others cost a few comparisons. What it counts is the least that the layers take:
 * the results that are kept at the same time.
 */
final class BatchMemoryCheck {
  private final Functional model;
  private final Plan plan;
  private final DataType type;
  private final List<List<Plan.Port>> lastReads;

  /** For predictions and for training, the largest sizes of each input that were found to fit. */
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
   * @param remembers whether results are kept for a backward pass
   */
  void check(List<INDArray> inputs, boolean remembers) {
    long[][] before = remembers ? trained : predicted;
    if (before == null || isLarger(inputs, before)) {
      checkLarger(inputs, remembers, before);
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

  private void checkLarger(List<INDArray> inputs, boolean remembers, long[][] before) {
    long[][] sizes = new long[inputs.size()][];
    long[][] largest = new long[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = inputs.get(i).shape();
      largest[i] = sizes[i].clone();
      for (int axis = 0; before != null && axis < sizes[i].length; axis++) {
        largest[i][axis] = Math.max(largest[i][axis], before[i][axis]);
      }
    }
    Optional<Lack> lack = lacking(largest, remembers);
    if (lack.isPresent()) {
      if (before != null) {
        lack = lacking(sizes, remembers);
      }
      if (lack.isPresent()) {
        throw MemoryCheck.refused(model, lack.get().problem(remembers));
      }
    } else if (remembers) {
      trained = largest;
    } else {
      predicted = largest;
    }
  }

  /** What a batch takes, and what is free where that is less. */
  private record Lack(AvailableMemory room, double bytes, String layer, long[] largest) {
    Problem problem(boolean remembers) {
      return ShouldFitInMemory.problem(
          layer,
          "results",
          room.text(),
          ByteCount.text(bytes)
              + " that "
              + (remembers ? "training" : "predicting")
              + " a batch of "
              + largest[0]
              + " keeps at once, most of it for the shape "
              + Arrays.toString(largest),
          "Lower the batch size or the sizes of the layer.");
    }
  }

  private Optional<Lack> lacking(long[][] sizes, boolean remembers) {
    Need need;
    try {
      need = new Need(sizes, remembers);
    } catch (RuntimeException e) {
      // a layer that refuses these sizes says so itself when it is run
      return Optional.empty();
    }
    return FreeMemory.lacks(need.peak)
        .map(room -> new Lack(room, need.peak, need.layer, need.largestShape));
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

    Need(long[][] sizes, boolean remembers) {
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
          if (!remembers) {
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

    /** Results that may lie where the input does: views of it, or written over it. */
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

    private void count(Plan.Step step, int number, int output, boolean reuses) {
      Spec spec = specs.get(number).get(output);
      double bytes = bytes(spec);
      if (!reuses) {
        held[number][output] = bytes;
        live += bytes;
      }
      if (bytes > largest) {
        largest = bytes;
        layer = step.name();
        largestShape = spec.sequence(batch).shape();
      }
    }

    private void release(Plan.Step step, int number, boolean reuses) {
      for (Plan.Port port : lastReads.get(number)) {
        double bytes = held[port.step()][port.output()];
        if (reuses && port.equals(step.inputs().get(0))) {
          held[number][0] = bytes;
        } else {
          live -= bytes;
        }
        held[port.step()][port.output()] = 0;
      }
    }
  }
}
