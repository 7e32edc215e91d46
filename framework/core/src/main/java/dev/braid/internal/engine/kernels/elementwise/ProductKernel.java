package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;

/** Products: the gradient of an input is that of the output times all other inputs. */
final class ProductKernel extends MergeKernel {
  ProductKernel(Kernel portable) {
    super(portable);
  }

  @Override
  boolean passesMask() {
    return false;
  }

  @Override
  Floats[] merge(KernelCall call, Floats[] in, Floats out) {
    BlockwiseLoops.product(in[0], in[1], out);
    for (int i = 2; i < in.length; i++) {
      BlockwiseLoops.product(out, in[i], out);
    }
    return new Floats[0];
  }

  @Override
  Floats[] gradients(
      Floats[] in, Floats out, Floats[] intermediate, Floats gradient, boolean[] required) {
    Floats[] inputGradients = new Floats[in.length];
    for (int i = 0; i < inputGradients.length; i++) {
      if (required[i]) {
        Floats product = empty(gradient.array().shape());
        Floats before = gradient;
        for (int k = 0; k < in.length; k++) {
          if (k != i) {
            BlockwiseLoops.product(before, in[k], product);
            before = product;
          }
        }
        inputGradients[i] = product;
      }
    }
    return inputGradients;
  }
}
