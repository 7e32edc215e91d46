package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.optimizers.LossScaleOptimizer;
import dev.braid.optimizers.MultiOptimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes the weights of a model by their gradients with its optimizer. */
public abstract class Updater {
  /**
   * A non-finite value that a step would have written.
   *
   * @param cell the weight; null for a scalar of the optimizer
   * @param slot the slot, or the scalar's name; empty for the weight itself
   * @param value the value
   */
  public record Fault(WeightCell cell, String slot, double value) {}

  /**
   * The weights that an optimizer updates.
   *
   * @param model the name of the model
   * @param params all weights as one vector
   * @param gradients the gradients of all weights as one vector
   * @param weights the weights with their views
   * @param exclusive runs code that changes weights while no other thread reads them
   * @param policy whether the rule may run fused
   */
  public record Target(
      String model,
      INDArray params,
      INDArray gradients,
      List<UpdatedWeight> weights,
      Consumer<Runnable> exclusive,
      ExecutionPolicy policy) {
    Target with(List<UpdatedWeight> subset) {
      return new Target(model, params, gradients, subset, exclusive, policy);
    }
  }

  /** Returns the updater of an optimizer in its initial state. */
  public static Updater of(Optimizer optimizer, Target target) {
    if (optimizer instanceof MultiOptimizer multi) {
      return new MultiUpdater(multi, target);
    }
    return optimizer instanceof LossScaleOptimizer scaled
        ? new LossScaleUpdater(scaled, target)
        : new RuleUpdater(optimizer, target);
  }

  public abstract Optimizer optimizer();

  /** Returns the number of gradients that were applied or accumulated. */
  public abstract long iterations();

  /** Returns how many times the weights have changed. */
  public abstract long steps();

  /** Returns the updaters of inner optimizers by the prefix of their names in the state. */
  public Map<String, Updater> inner() {
    return Map.of();
  }

  /** Returns the weights that this optimizer updates. */
  public abstract List<UpdatedWeight> weights();

  /**
   * Returns the section of a weight in a vector of the state; empty if the weight has none.
   *
   * @param name the name of the vector, without the prefixes of outer updaters
   */
  public Optional<INDArray> section(INDArray vector, String name, UpdatedWeight weight) {
    throw new IllegalStateException("no vectors of " + optimizer().className());
  }

  /**
   * Applies or accumulates the gradients.
   *
   * @param small whether all gradients are {@link dev.braid.internal.compute.BlockwiseLoops#SMALL
   *     small}
   * @return the non-finite result of a step, which then has changed nothing; otherwise empty
   */
  public final Optional<Fault> apply(List<Parameter> trainable, double rate, boolean small) {
    boolean safe = isSafe(trainable, rate, small);
    Optional<Fault> fault = Optional.empty();
    if (safe) {
      step(trainable, rate);
    } else {
      Runnable undo = backup();
      step(trainable, rate);
      fault = fault(trainable);
      if (fault.isPresent()) {
        undo.run();
      }
    }
    finished(safe);
    return fault;
  }

  /** Returns whether a step certainly leaves all values finite. */
  abstract boolean isSafe(List<Parameter> trainable, double rate, boolean small);

  /** Copies the vectors that a step writes, and returns the code that restores them. */
  abstract Runnable backup();

  abstract void step(List<Parameter> trainable, double rate);

  /** Finds a non-finite value that the last step wrote. */
  abstract Optional<Fault> fault(List<Parameter> trainable);

  /** Ends a step. */
  abstract void finished(boolean safe);

  /** Returns whether steps with non-finite gradients are skipped. */
  public boolean skipsNotFinite() {
    return false;
  }

  /** Skips a step. */
  public void skip() {
    throw new IllegalStateException(optimizer().className() + " skips no steps");
  }

  /** Returns whether the optimizer averages weights. */
  public abstract boolean averages();

  /** Replaces the weights by their averages, if the optimizer averages. */
  public abstract void takeAverages(List<Parameter> trainable);

  /** Returns copies of everything but the weights, for {@link #restore}. */
  public abstract Map<String, INDArray> state();

  public abstract void restore(Map<String, INDArray> state);

  /** Returns the entries of a state with a prefix added to their names. */
  static Map<String, INDArray> prefixed(String prefix, Map<String, INDArray> state) {
    Map<String, INDArray> all = new LinkedHashMap<>();
    state.forEach((name, array) -> all.put(prefix + name, array));
    return all;
  }

  /** Returns the entries of a state whose names have a prefix, without it. */
  static Map<String, INDArray> without(String prefix, Map<String, INDArray> state) {
    Map<String, INDArray> entries = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            entries.put(name.substring(prefix.length()), array);
          }
        });
    return entries;
  }
}
