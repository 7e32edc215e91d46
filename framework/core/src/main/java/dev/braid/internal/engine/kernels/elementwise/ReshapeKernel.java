package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Reshape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Views of the same elements in another shape, without a copy. */
public final class ReshapeKernel extends FastKernel {
  private final Reshape layer;

  /** Creates a kernel; null means flatten. */
  private ReshapeKernel(Reshape layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(Flatten layer, Kernel portable) {
    return layer.channelsFirst() ? portable : new ReshapeKernel(null, portable);
  }

  public static Kernel of(Reshape layer, Kernel portable) {
    return new ReshapeKernel(layer, portable);
  }

  @Override
  public boolean readsNothing() {
    return true;
  }

  private record Saved(long[] shape) implements SavedState {}

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] inputShape = x.array().shape();
    if (call.hasBackwardPass()) {
      call.save(new Saved(inputShape));
    }
    return new MaskedArray[] {new MaskedArray(x.shaped(shape(x.array())).array(), null)};
  }

  private long[] shape(INDArray x) {
    if (layer == null) {
      return new long[] {x.size(0), x.length() / x.size(0)};
    }
    long[] spec = outputSpec(layer, x).shape();
    long[] shape = new long[spec.length + 1];
    shape[0] = x.size(0);
    System.arraycopy(spec, 0, shape, 1, spec.length);
    return shape;
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    return new INDArray[] {
      call.requiresGradient(0)
          ? dense(outputGradients[0]).shaped(((Saved) call.saved()).shape()).array()
          : null
    };
  }
}
