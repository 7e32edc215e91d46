package dev.braid.internal.calls;

import dev.braid.DType;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.notices.Notices;
import dev.braid.ops.Arguments;
import dev.braid.ops.Operation;
import dev.braid.ops.Operations;
import dev.braid.ops.Operators;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** An operation on tensors as a node of a graph, such as {@code a + b}. */
public final class OperationLayer extends BaseLayer<OperationLayer> {
  private final Arguments arguments;

  private OperationLayer(Arguments arguments) {
    this.arguments = arguments;
  }

  /**
   * A placeholder for a tensor among the arguments.
   *
   * @param input the index of the node's input
   */
  public record Slot(int input) {}

  /** Creates a layer for an operation whose arguments contain slots for tensors. */
  public static OperationLayer of(Arguments arguments) {
    return new OperationLayer(arguments);
  }

  /** Applies an operation to arguments that contain tensors. */
  public static List<Tensor> apply(Arguments arguments) {
    List<Tensor> tensors = new ArrayList<>();
    Arguments withSlots =
        arguments.map(
            each -> {
              if (each instanceof Tensor tensor) {
                tensors.add(tensor);
                return new Slot(tensors.size() - 1);
              }
              return Arguments.constant(each);
            });
    OperationLayer layer = of(withSlots);
    List<Tensor> results = layer.applyAll(tensors.toArray(Tensor[]::new));
    if (Operations.broadcasts(layer.operation())) {
      showBatchNotice(layer, tensors);
    }
    return results;
  }

  /** Shows a notice if the batch axis aligns with another axis, since the last axes are aligned. */
  private static void showBatchNotice(OperationLayer layer, List<Tensor> tensors) {
    int rank = tensors.stream().mapToInt(tensor -> tensor.spec().sizes().length).max().orElse(0);
    for (Tensor tensor : tensors) {
      int rankOfTensor = tensor.spec().sizes().length;
      if (tensor.spec().hasBatch() && rankOfTensor < rank) {
        Notices.show(
            "batch-broadcast",
            "\""
                + layer.nameOrAutomatic()
                + "\": the batch axis of "
                + tensor.spec().text()
                + " aligns with axis "
                + (rank - rankOfTensor)
                + " of an operand with "
                + rank
                + " axes, since shapes are aligned at the last axis. Insert an axis:"
                + " x.at(all(), newAxis()).");
        return;
      }
    }
  }

  public Operation operation() {
    return arguments.operation();
  }

  /** Returns the operands, with a {@link Slot} for each tensor, and the options. */
  public Arguments arguments() {
    return arguments;
  }

  private List<Value> compute(IntFunction<? extends Value> input) {
    return arguments
        .map(each -> each instanceof Slot slot ? input.apply(slot.input()) : each)
        .<Value>apply();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    boolean allBool =
        inputs.size() == arguments.operands().size()
            && inputs.stream().allMatch(spec -> spec.dtype() == DType.BOOL);
    if (allBool && operation() == Operators.ADD) {
      throw refusal(
          inputs,
          "operands that are not both bool, which Keras combines by logical or",
          "Write logicalOr(a, b), or cast(a, DType.INT32) to count.");
    }
    try {
      return compute(i -> new ShapeValue(inputs.get(i).dtype(), inputs.get(i).sizes())).stream()
          .map(ShapeValue.class::cast)
          .map(value -> Spec.ofSizes(value.dtype(), value.shape()))
          .toList();
    } catch (IllegalArgumentException | ArithmeticException e) {
      String reason = String.valueOf(e.getMessage());
      throw refusal(
          inputs,
          "operands that fit",
          reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".");
    }
  }

  @Override
  public List<Value> callAll(LayerCall call, List<Value> inputs) {
    return compute(inputs::get);
  }

  @Override
  public boolean requiresBatchAxis() {
    return false;
  }

  @Override
  public String className() {
    return operation().className();
  }

  @Override
  public String module() {
    return operation().module();
  }

  @Override
  public Config config() {
    Config config = new Config();
    config.put("name", name());
    describe(config);
    return config;
  }

  @Override
  protected void describe(Config config) {
    arguments.options().forEach(config::put);
  }
}
