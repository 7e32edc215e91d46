package dev.braid.internal.engine.kernels.convolution;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;
import dev.braid.internal.engine.kernels.support.SpatialPositions;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.pooling.BaseGlobalPooling;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest element of each channel of a sample; equal maxima receive equal gradients. */
public final class GlobalMaxKernel extends FastKernel {
  private final BaseGlobalPooling<?> layer;

  public GlobalMaxKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record Saved(Floats x, Floats max) implements SavedState {}

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    SpatialPositions positions = new SpatialPositions(x.array().shape());
    Floats out = empty(positions.folded(layer.keepdims()));
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          float[] row = new float[positions.channels()];
          float[] max = new float[row.length];
          for (int n = low; n < high; n++) {
            Arrays.fill(max, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < positions.count(); i++) {
              x.buffer().get(positions.at(n, i), row);
              updateMax(max, row);
            }
            out.buffer().put(n * row.length, max);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Saved(x, out));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  private static void updateMax(float[] max, float[] row) {
    for (int i = 0; i < max.length; i++) {
      max[i] = Math.max(max[i], row[i]);
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Saved saved = (Saved) call.saved();
    SpatialPositions positions = new SpatialPositions(saved.x().array().shape());
    Floats gradient = dense(outputGradients[0]);
    Floats inputGradient = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          float[] row = new float[positions.channels()];
          float[] max = new float[row.length];
          float[] channelGradient = new float[row.length];
          float[] counts = new float[row.length];
          for (int n = low; n < high; n++) {
            saved.max().buffer().get(n * row.length, max);
            gradient.buffer().get(n * row.length, channelGradient);
            Arrays.fill(counts, 0);
            for (int i = 0; i < positions.count(); i++) {
              saved.x().buffer().get(positions.at(n, i), row);
              markMax(row, max);
              VectorizedLoops.add(counts, row, row.length);
            }
            divide(channelGradient, counts);
            for (int i = 0; i < positions.count(); i++) {
              saved.x().buffer().get(positions.at(n, i), row);
              markMax(row, max);
              VectorizedLoops.multiply(row, channelGradient, row.length);
              inputGradient.buffer().put(positions.at(n, i), row);
            }
          }
        });
    return new INDArray[] {inputGradient.array()};
  }

  /** Replaces each element by 1 if it is the largest one, otherwise 0. */
  private static void markMax(float[] row, float[] max) {
    for (int i = 0; i < row.length; i++) {
      row[i] = 1 - PiecewiseActivations.above(max[i] - row[i]);
    }
  }

  private static void divide(float[] to, float[] divisors) {
    for (int i = 0; i < to.length; i++) {
      to[i] /= divisors[i];
    }
  }
}
