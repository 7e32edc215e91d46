package dev.braid.engine.kernels;

import dev.braid.Layer;
import dev.braid.engine.kernels.fast.FastKernels;
import dev.braid.graph.Spec;
import java.util.List;

/** Chooses the kernel for a layer. */
public final class Kernels {
  private Kernels() {}

  public static Kernel of(Layer layer, List<Spec> inputs) {
    return FastKernels.of(layer, new FormulaKernel(layer));
  }
}
