package dev.braid.layers.core;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Calculation;
import dev.braid.ops.OutputShape;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function of the user's as a layer without weights.
 *
 * <p>It can be trained through, but not written to a file: code is no configuration. A layer that
 * is to be saved is a {@link dev.braid.layers.CustomLayer}.
 */
public final class Lambda extends BaseLayer<Lambda> {
  private final Calculation calculation;
  private final Map<List<Spec>, List<Spec>> found = new ConcurrentHashMap<>();
  private List<Long> outputShape;

  public Lambda(Calculation calculation) {
    this.calculation = Objects.requireNonNull(calculation, "calculation");
  }

  public Calculation calculation() {
    return calculation;
  }

  /** The output's shape without the batch axis; without it the function is tried on zeros. */
  public Lambda outputShape(long... shape) {
    Spec given = Spec.of(shape);
    return with(copy -> copy.outputShape = java.util.Arrays.stream(given.shape()).boxed().toList());
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.isEmpty()) {
      throw refusal(inputs, "at least one tensor", "");
    }
    return outputShape == null
        ? found.computeIfAbsent(List.copyOf(inputs), this::tried)
        : List.of(Spec.of(outputShape.stream().mapToLong(Long::longValue).toArray()));
  }

  private List<Spec> tried(List<Spec> inputs) {
    try {
      return List.of(
          Spec.of(OutputShape.of(calculation, inputs.stream().map(Spec::shape).toList())));
    } catch (RuntimeException e) {
      StructureException refusal =
          refusal(
              inputs,
              "inputs that the function takes",
              "Tried on zeros it says: "
                  + e.getMessage()
                  + ". Where only zeros trouble it, give"
                  + " .outputShape(…).");
      refusal.initCause(e);
      throw refusal;
    }
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return calculation.run(inputs);
  }

  @Override
  public String className() {
    return "Lambda";
  }

  @Override
  protected void describe(Config config) {
    throw StructureException.of(
        label() + " cannot be written down",
        new Problem(
            "not-serializable",
            nameOrAutomatic(),
            "a layer that a configuration can describe",
            "received a function",
            "Save the weights alone (saveWeights), or make it a CustomLayer, which names itself and"
                + " its options."));
  }
}
