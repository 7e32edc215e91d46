package dev.braid.internal.engine.kernels.table;

import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.PortableKernel;
import dev.braid.internal.engine.kernels.RoundingKernel;
import dev.braid.internal.environment.ExecutionPolicy;
import java.util.List;

/** Selects the kernel of a layer. */
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

  /** Returns whether Keras rounds interpolated pixels, since the images are integers. */
  public static boolean rounds(Layer layer, List<Spec> inputs) {
    return layer.interpolates() && inputs.get(0).dtype().whole();
  }
}
