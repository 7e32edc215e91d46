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

/**
 * The largest element of each channel of a sample; all positions that have it share the gradient.
 */
public final class GlobalMaxKernel extends FastKernel {
  private final BaseGlobalPooling<?> layer;

  public GlobalMaxKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record Found(Floats x, Floats largest) implements SavedState {}

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
          float[] largest = new float[row.length];
          for (int n = low; n < high; n++) {
            Arrays.fill(largest, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < positions.count(); i++) {
              x.buffer().get(positions.at(n, i), row);
              raise(largest, row);
            }
            out.buffer().put(n * row.length, largest);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Found(x, out));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  private static void raise(float[] largest, float[] row) {
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], row[i]);
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Found found = (Found) call.saved();
    SpatialPositions positions = new SpatialPositions(found.x().array().shape());
    Floats gradient = dense(outputGradients[0]);
    Floats back = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          float[] row = new float[positions.channels()];
          float[] largest = new float[row.length];
          float[] share = new float[row.length];
          float[] winners = new float[row.length];
          for (int n = low; n < high; n++) {
            found.largest().buffer().get(n * row.length, largest);
            gradient.buffer().get(n * row.length, share);
            Arrays.fill(winners, 0);
            for (int i = 0; i < positions.count(); i++) {
              found.x().buffer().get(positions.at(n, i), row);
              win(row, largest);
              VectorizedLoops.add(winners, row, row.length);
            }
            divide(share, winners);
            for (int i = 0; i < positions.count(); i++) {
              found.x().buffer().get(positions.at(n, i), row);
              win(row, largest);
              VectorizedLoops.multiply(row, share, row.length);
              back.buffer().put(positions.at(n, i), row);
            }
          }
        });
    return new INDArray[] {back.array()};
  }

  /** 1 where an element is the largest one, else 0. */
  private static void win(float[] row, float[] largest) {
    for (int i = 0; i < row.length; i++) {
      row[i] = 1 - PiecewiseActivations.above(largest[i] - row[i]);
    }
  }

  private static void divide(float[] to, float[] by) {
    for (int i = 0; i < to.length; i++) {
      to[i] /= by[i];
    }
  }
}
