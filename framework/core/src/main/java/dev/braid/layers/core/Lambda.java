package dev.braid.layers.core;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Calculation;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.OutputShape;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined function as a layer without weights.
 *
 * <p>Gradients pass through it, but it cannot be written to a file, since a function has no
 * configuration. A layer that must be saved is a {@link dev.braid.layers.CustomLayer}.
 */
public final class Lambda extends BaseLayer<Lambda> {
  private final Calculation calculation;
  private final Map<List<Spec>, List<Spec>> knownOutputs = new ConcurrentHashMap<>();
  private @Nullable List<Long> outputShape;

  public Lambda(Calculation calculation) {
    this.calculation = Objects.requireNonNull(calculation, "calculation");
  }

  public Calculation calculation() {
    return calculation;
  }

  /** The output's shape without the batch axis; without it the function is run on zeros. */
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
        ? knownOutputs.computeIfAbsent(List.copyOf(inputs), this::trialOutputs)
        : List.of(Spec.of(outputShape.stream().mapToLong(Long::longValue).toArray()));
  }

  private List<Spec> trialOutputs(List<Spec> inputs) {
    try {
      return List.of(onShapes(inputs));
    } catch (NoElementsException e) {
      return onZeros(inputs);
    } catch (RuntimeException e) {
      throw refused(inputs, e);
    }
  }

  private Spec onShapes(List<Spec> inputs) {
    List<Value> values = new ArrayList<>();
    inputs.forEach(spec -> values.add(new ShapeValue(spec.dtype(), spec.sizes())));
    Value result = calculation.run(values);
    Spec found = Spec.ofSizes(DType.FLOAT32, result.shape());
    if (!found.hasBatch()) {
      throw new IllegalArgumentException(
          "the result has the shape " + found.text() + ", which is not one row for each sample");
    }
    return found;
  }

  private List<Spec> onZeros(List<Spec> inputs) {
    try {
      return List.of(
          Spec.of(OutputShape.of(calculation, inputs.stream().map(Spec::shape).toList())));
    } catch (RuntimeException e) {
      throw refused(inputs, e);
    }
  }

  private StructureException refused(List<Spec> inputs, RuntimeException why) {
    StructureException refusal =
        refusal(
            inputs,
            "inputs that the function accepts",
            "Its trial run failed: " + why.getMessage() + ".");
    refusal.initCause(why);
    return refusal;
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
        label() + " cannot be saved",
        new Problem(
            "not-serializable",
            nameOrAutomatic(),
            "a layer that a configuration can describe",
            "received a function",
            "Save the weights alone (saveWeights), or make it a CustomLayer, which names itself and"
                + " its options."));
  }
}
