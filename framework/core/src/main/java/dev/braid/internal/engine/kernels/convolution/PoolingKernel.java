package dev.braid.internal.engine.kernels.convolution;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.OneDnnPooling;
import dev.braid.internal.compute.WindowGeometry;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.environment.OneDnn;
import dev.braid.layers.pooling.BasePooling;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Poolings over sequences, images and volumes by oneDNN. */
public final class PoolingKernel extends FastKernel {
  private final BasePooling<?> layer;
  private final boolean max;

  private PoolingKernel(BasePooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
    this.max =
        layer instanceof MaxPooling1D
            || layer instanceof MaxPooling2D
            || layer instanceof MaxPooling3D;
  }

  public static Kernel of(BasePooling<?> layer, Kernel portable) {
    return OneDnn.available() ? new PoolingKernel(layer, portable) : portable;
  }

  private record Saved(long[] shape, OneDnnPooling pooling, List<Floats> maxima)
      implements SavedState {}

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    outputSpec(layer, x.array());
    WindowGeometry geometry =
        LayerWindows.over(x.array(), layer.window(), shape[shape.length - 1], 1);
    OneDnnPooling pooling = OneDnnPooling.of(geometry, max);
    Floats out = empty(LayerWindows.output(geometry, layer.rank()));
    List<Floats> maxima = pooling.forward(x, out);
    if (call.hasBackwardPass()) {
      call.save(new Saved(shape, pooling, maxima));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Saved saved = (Saved) call.saved();
    Floats inputGradient = empty(saved.shape());
    saved.pooling().backward(dense(outputGradients[0]), saved.maxima(), inputGradient);
    return new INDArray[] {inputGradient.array()};
  }
}
