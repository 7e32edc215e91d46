package dev.braid.engine.kernels;

import dev.braid.Layer;
import dev.braid.engine.fast.ExecutionPolicy;
import dev.braid.engine.kernels.fast.FastKernels;
import dev.braid.engine.kernels.fast.OperationKernels;
import dev.braid.graph.Spec;
import dev.braid.layers.core.OperationLayer;
import java.util.List;

/** Chooses the kernel for a layer. */
public final class KernelSelection {
  private KernelSelection() {}

  public static Kernel of(Layer layer, List<Spec> inputs, ExecutionPolicy policy) {
    if (layer instanceof OperationLayer operation) {
      return OperationKernels.of(operation, inputs, new PortableKernel(layer), policy);
    }
    return rounds(layer, inputs)
        ? new RoundingKernel(layer, inputs.get(0).dtype())
        : FastKernels.of(layer, new PortableKernel(layer), policy);
  }

  /** Whether Keras rounds what lies between pixels, since they are whole numbers. */
  public static boolean rounds(Layer layer, List<Spec> inputs) {
    return layer.interpolates() && inputs.get(0).dtype().whole();
  }
}
