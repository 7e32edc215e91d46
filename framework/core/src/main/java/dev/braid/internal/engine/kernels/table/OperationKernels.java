package dev.braid.internal.engine.kernels.table;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fast kernels of operations between tensors, which are those of equivalent layers. */
public final class OperationKernels {
  private static final Map<String, Supplier<Layer>> MERGES =
      Map.of(
          "Add", Add::new,
          "Subtract", Subtract::new,
          "Multiply", Multiply::new,
          "Maximum", Maximum::new,
          "Minimum", Minimum::new);

  private static final Map<String, Activation> ACTIVATIONS =
      Map.ofEntries(
          Map.entry("Exp", Activation.EXPONENTIAL),
          Map.entry("HardSigmoid", Activation.HARD_SIGMOID),
          Map.entry("HardSilu", Activation.HARD_SWISH),
          Map.entry("HardTanh", Activation.HARD_TANH),
          Map.entry("LogSigmoid", Activation.LOG_SIGMOID),
          Map.entry("Relu", Activation.RELU),
          Map.entry("Relu6", Activation.RELU6),
          Map.entry("Selu", Activation.SELU),
          Map.entry("Sigmoid", Activation.SIGMOID),
          Map.entry("Silu", Activation.SILU),
          Map.entry("Softmax", Activation.SOFTMAX),
          Map.entry("Softplus", Activation.SOFTPLUS),
          Map.entry("Softsign", Activation.SOFTSIGN),
          Map.entry("Tanh", Activation.TANH));

  private OperationKernels() {}

  /** Returns the fast kernel of an operation on tensors of these specs, or the portable one. */
  public static Kernel of(
      OperationLayer layer, List<Spec> inputs, Kernel portable, ExecutionPolicy policy) {
    Layer equivalent = equivalentLayer(layer, inputs);
    if (equivalent == null) {
      return portable;
    }
    Kernel fast = FastKernels.of(equivalent, portable, policy);
    return fast == portable ? portable : new WithoutMasks(fast);
  }

  /** Returns a layer with the same computation, or null. */
  private static Layer equivalentLayer(OperationLayer layer, List<Spec> inputs) {
    Spec first = inputs.get(0);
    boolean haveTensorOperands =
        layer.arguments().operands().size() == inputs.size()
            && IntStream.range(0, inputs.size())
                .allMatch(
                    i ->
                        layer.arguments().operands().get(i) instanceof OperationLayer.Slot slot
                            && slot.input() == i);
    // layers align axes after the batch axis, operations align the last ones
    boolean haveSameRank =
        inputs.stream().allMatch(spec -> spec.hasBatch() && spec.rank() == first.rank());
    if (!haveTensorOperands || !haveSameRank || first.rank() == 0) {
      return null;
    }
    String name = layer.className();
    if (inputs.size() == 2) {
      return MERGES.containsKey(name) ? MERGES.get(name).get() : null;
    }
    Object axis = layer.arguments().options().getOrDefault("axis", -1);
    boolean lastAxis = axis instanceof Integer number && number == -1;
    return ACTIVATIONS.containsKey(name) && lastAxis
        ? new ActivationLayer(ACTIVATIONS.get(name))
        : null;
  }

  /** A kernel without masks, which operations neither read nor pass on. */
  private record WithoutMasks(Kernel kernel) implements Kernel {
    @Override
    public MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
      MaskedArray[] unmasked = inputs.clone();
      for (int i = 0; i < unmasked.length; i++) {
        unmasked[i] = unmasked[i].withMask(null);
      }
      return kernel.forward(call, unmasked);
    }

    @Override
    public INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
      return kernel.backward(call, outputGradients);
    }
  }
}
