package dev.braid.internal.engine;

import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.environment.AvailableMemory;
import dev.braid.internal.environment.FreeMemory;
import dev.braid.internal.environment.ShouldFitInMemory;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.shapes.Sizes;
import dev.braid.internal.text.ByteCount;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** Rejects weights and optimizer states that do not fit into memory before they are allocated. */
final class MemoryCheck {
  /** The number of arrays per weight: the weight and its gradient. */
  private static final int COPIES = 2;

  private static final long MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8L;

  private MemoryCheck() {}

  /** Rejects a network whose weights do not fit. */
  static void weights(Functional model, Plan plan, DataType type) {
    Set<WeightCell> seen = new HashSet<>();
    double bytes = 0;
    WeightCell largest = null;
    String name = "";
    for (Plan.Step step : plan.steps()) {
      for (WeightCell cell : step.weights()) {
        if (seen.add(cell)) {
          bytes += COPIES * (double) type.width() * cell.spec().length();
          if (largest == null || cell.spec().length() > largest.spec().length()) {
            largest = cell;
            name = step.name() + "/" + cell.spec().name();
          }
        }
      }
    }
    if (largest == null) {
      return;
    }
    String shape = Arrays.toString(largest.spec().shape());
    Optional<AvailableMemory> memory = FreeMemory.lacks(bytes);
    if (memory.isPresent()) {
      throw exception(
          model,
          ShouldFitInMemory.problem(
              name,
              "weights and gradients",
              memory.get().text(),
              ByteCount.text(bytes) + " in all, most of it for the shape " + shape,
              "Lower the sizes of the layer."));
    }
    if (largest.newest().array() == null) {
      checkHeap(model, name, largest);
    }
  }

  /** Checks the heap, since initial values and those of files are Java arrays. */
  private static void checkHeap(Functional model, String name, WeightCell cell) {
    double bytes = (double) Float.BYTES * cell.spec().length();
    String received = "the shape " + Arrays.toString(cell.spec().shape());
    if (cell.spec().length() > MAX_ARRAY_LENGTH) {
      throw exception(
          model,
          ShouldFitInMemory.problem(
              name,
              "a weight",
              MAX_ARRAY_LENGTH + " elements, which a Java array holds",
              received,
              "Lower the sizes of the layer, or split it into several."));
    }
    FreeMemory.heapLacks(bytes)
        .ifPresent(
            memory -> {
              throw exception(
                  model,
                  ShouldFitInMemory.problem(
                      name,
                      "first values",
                      memory.text(),
                      ByteCount.text(bytes) + " for " + received,
                      "Start Java with a larger heap, such as -Xmx8g."));
            });
  }

  /** Rejects an optimizer whose state does not fit beside the weights. */
  static void optimizerState(
      Functional model, Optimizer optimizer, long parameters, DataType type) {
    int copies = copies(optimizer);
    double bytes = (double) copies * type.width() * parameters;
    FreeMemory.lacks(bytes)
        .ifPresent(
            memory -> {
              throw exception(
                  model,
                  ShouldFitInMemory.problem(
                      optimizer.className(),
                      "optimizer state",
                      memory.text(),
                      ByteCount.text(bytes)
                          + " for "
                          + copies
                          + " numbers for each of "
                          + parameters
                          + " weights",
                      "Choose an optimizer with less state, such as sgd(), or a smaller model."));
            });
  }

  /** How many numbers an optimizer keeps for each weight, at most. */
  private static int copies(Optimizer optimizer) {
    return optimizer.slots().size()
        + (optimizer.accumulation() > 1 ? 1 : 0)
        + (optimizer.averages() ? 1 : 0)
        + optimizer.inner().stream().mapToInt(MemoryCheck::copies).sum();
  }

  /** The same refusal with the name of the layer, where it was about memory and had no name. */
  static StructureException named(String layer, StructureException exception) {
    Problem problem = exception.problems().get(0);
    return ShouldFitInMemory.lacksName(problem)
        ? StructureException.of(
            "\"" + layer + "\" needs more memory than there is",
            ShouldFitInMemory.named(layer, problem))
        : exception;
  }

  /** Translates an overflow of sizes: native code and Java arrays use 32-bit lengths. */
  static RuntimeException overflow(String layer, ArithmeticException thrown) {
    boolean overflow =
        thrown instanceof Sizes.Overflow
            || String.valueOf(thrown.getMessage()).endsWith("overflow");
    return !overflow
        ? thrown
        : StructureException.of(
            "\"" + layer + "\" needs more memory than there is",
            ShouldFitInMemory.problem(
                layer,
                "sizes",
                Integer.MAX_VALUE + ", the limit of the operations",
                "a larger one",
                "Lower the sizes of the layer."));
  }

  static StructureException exception(Functional model, Problem problem) {
    return StructureException.of(
        "The model \"" + model.name() + "\" needs more memory than there is", problem);
  }
}
