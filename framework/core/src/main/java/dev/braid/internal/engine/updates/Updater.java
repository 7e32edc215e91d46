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

/** Changes the weights of a model by their gradients, as its optimizer says. */
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
   * What an optimizer updates.
   *
   * @param model the name of the model
   * @param params all weights as one vector
   * @param gradients as long
   * @param weights each weight and its place in the vectors
   * @param changing runs what changes weights while no other thread reads them
   * @param policy whether the rule may run fused
   */
  public record Target(
      String model,
      INDArray params,
      INDArray gradients,
      List<UpdatedWeight> weights,
      Consumer<Runnable> changing,
      ExecutionPolicy policy) {
    Target with(List<UpdatedWeight> some) {
      return new Target(model, params, gradients, some, changing, policy);
    }
  }

  /** The updater of an optimizer, with its state at the start. */
  public static Updater of(Optimizer optimizer, Target target) {
    if (optimizer instanceof MultiOptimizer multi) {
      return new MultiUpdater(multi, target);
    }
    return optimizer instanceof LossScaleOptimizer scaled
        ? new LossScaleUpdater(scaled, target)
        : new RuleUpdater(optimizer, target);
  }

  public abstract Optimizer optimizer();

  /** How many gradients were taken in. */
  public abstract long iterations();

  /** How many times the weights have changed. */
  public abstract long steps();

  /** The updaters of the optimizers inside, each with the prefix of its names in the state. */
  public Map<String, Updater> inner() {
    return Map.of();
  }

  /** The weights that this optimizer updates. */
  public abstract List<UpdatedWeight> weights();

  /**
   * The section of a weight in a vector of the state; empty if the optimizer keeps none for it.
   *
   * @param name the name of the vector, without the prefixes of updaters around this one
   */
  public Optional<INDArray> section(INDArray vector, String name, UpdatedWeight weight) {
    throw new IllegalStateException("no vectors of " + optimizer().className());
  }

  /**
   * Takes the gradients in and changes the weights where it is time.
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

  /** Whether a step surely leaves finite numbers only. */
  abstract boolean isSafe(List<Parameter> trainable, double rate, boolean small);

  /** Copies what a step writes; returns what restores it. */
  abstract Runnable backup();

  abstract void step(List<Parameter> trainable, double rate);

  /** Finds what the last step wrote that is not finite. */
  abstract Optional<Fault> fault(List<Parameter> trainable);

  /** Ends a step. */
  abstract void finished(boolean safe);

  /** Whether steps with gradients that are not finite are skipped. */
  public boolean skipsNotFinite() {
    return false;
  }

  /** Skips a step. */
  public void skip() {
    throw new IllegalStateException(optimizer().className() + " skips no steps");
  }

  /** Whether averages of the weights are kept. */
  public abstract boolean averages();

  /** Puts the averages in the place of the weights, where they are kept. */
  public abstract void takeAverages(List<Parameter> trainable);

  /** Everything but the weights, for a copy that can be put back. */
  public abstract Map<String, INDArray> state();

  public abstract void restore(Map<String, INDArray> state);

  /** The entries of a state under names with a prefix. */
  static Map<String, INDArray> prefixed(String prefix, Map<String, INDArray> state) {
    Map<String, INDArray> all = new LinkedHashMap<>();
    state.forEach((name, array) -> all.put(prefix + name, array));
    return all;
  }

  /** The entries of a state with a prefix, without it. */
  static Map<String, INDArray> without(String prefix, Map<String, INDArray> state) {
    Map<String, INDArray> some = new LinkedHashMap<>();
    state.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            some.put(name.substring(prefix.length()), array);
          }
        });
    return some;
  }
}
