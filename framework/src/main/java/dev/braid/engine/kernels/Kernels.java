package dev.braid.engine.kernels;

import dev.braid.Layer;
import dev.braid.engine.kernels.fast.FastKernels;
import dev.braid.graph.Spec;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.layers.reshaping.UpSampling2D;
import java.util.List;

/** Chooses the kernel for a layer. */
public final class Kernels {
  private static final String NEAREST = "nearest";

  private Kernels() {}

  public static Kernel of(Layer layer, List<Spec> inputs) {
    return rounds(layer, inputs)
        ? new RoundingKernel(layer, inputs.get(0).dtype())
        : FastKernels.of(layer, new FormulaKernel(layer));
  }

  /** Whether Keras rounds what lies between pixels, since they are whole numbers. */
  public static boolean rounds(Layer layer, List<Spec> inputs) {
    boolean interpolates =
        layer instanceof Resizing resizing && !resizing.interpolation().equals(NEAREST)
            || layer instanceof UpSampling2D larger && !larger.interpolation().equals(NEAREST);
    return interpolates && inputs.get(0).dtype().whole();
  }
}
