package dev.braid.internal.engine.kernels.convolution;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RepeatedRows;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.LazyRows;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.SpatialPositions;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.pooling.BaseGlobalPooling;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over all positions of a sample; of steps, over those that are not padding. */
public final class GlobalAverageKernel extends FastKernel {
  private final BaseGlobalPooling<?> layer;

  public GlobalAverageKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The weight of a position in the mean: one for all, or one for each. */
  private record Shares(SpatialPositions positions, float[] each) implements SavedState {
    float of(int sample, int position) {
      return each.length == 1 ? each[0] : each[sample * positions.count() + position];
    }
  }

  private Shares shares(SpatialPositions positions, INDArray mask) {
    int count = positions.count();
    if (mask == null || !(layer instanceof GlobalAveragePooling1D)) {
      return new Shares(positions, new float[] {1f / count});
    }
    float[] each = Floats.copy(mask);
    for (int n = 0; n < positions.samples(); n++) {
      float real = 0;
      for (int i = n * count; i < (n + 1) * count; i++) {
        real += each[i];
      }
      for (int i = n * count; i < (n + 1) * count; i++) {
        each[i] /= real;
      }
    }
    return new Shares(positions, each);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    LazyRows rows = inputs[0].rows();
    FloatBuffer x = rows == null ? dense(inputs[0].array()).buffer() : rows.table().buffer();
    SpatialPositions positions = new SpatialPositions(inputs[0].unwrittenArray().shape());
    Shares shares = shares(positions, inputs[0].mask());
    Floats out = empty(positions.folded(layer.keepdims()));
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          Sum sum = new Sum(x, rows, positions.count(), positions.channels());
          for (int n = low; n < high; n++) {
            out.buffer()
                .put(n * positions.channels(), sum.of(n, shares.each()), 0, positions.channels());
          }
        });
    if (call.hasBackwardPass()) {
      call.save(shares);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  /** Adds up several rows side by side, since a loop over one takes longer than its elements. */
  private static final class Sum {
    private static final int TOGETHER = 512;

    private final FloatBuffer x;
    private final LazyRows table;
    private final int count;
    private final int channels;
    private final float[] rows;
    private final float[] sums;

    Sum(FloatBuffer x, LazyRows table, int count, int channels) {
      this.x = x;
      this.table = table;
      this.count = count;
      this.channels = channels;
      this.rows = new float[Math.max(1, TOGETHER / channels) * channels];
      this.sums = new float[rows.length];
    }

    /** The sum of a sample's positions, each times its share, at the beginning of the result. */
    float[] of(int sample, float... shares) {
      Arrays.fill(sums, 0);
      int end = (sample + 1) * count;
      int together = rows.length / channels;
      for (int position = sample * count; position < end; position += together) {
        int some = Math.min(together, end - position);
        load(position, some);
        if (shares.length > 1) {
          weigh(position, some, shares);
        }
        VectorizedLoops.add(sums, rows, some * channels);
      }
      for (int at = channels; at < sums.length; at += channels) {
        for (int i = 0; i < channels; i++) {
          sums[i] += sums[at + i];
        }
      }
      if (shares.length == 1) {
        VectorizedLoops.scale(sums, shares[0], channels);
      }
      return sums;
    }

    private void load(int position, int some) {
      if (table == null) {
        x.get(position * channels, rows, 0, some * channels);
        return;
      }
      for (int i = 0; i < some; i++) {
        x.get(table.id(position + i) * channels, rows, i * channels, channels);
      }
    }

    private void weigh(int position, int some, float... shares) {
      for (int i = 0; i < some; i++) {
        for (int at = i * channels; at < (i + 1) * channels; at++) {
          rows[at] *= shares[position + i];
        }
      }
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Shares shares = (Shares) call.saved();
    SpatialPositions positions = shares.positions();
    int channels = positions.channels();
    Floats gradient = dense(outputGradients[0]);
    if (shares.each().length == 1 && positions.count() > 1) {
      Floats part = empty(positions.samples(), channels);
      float share = shares.each()[0];
      BlockwiseLoops.over(
          (blocks, length) -> times(blocks[0], share, blocks[0], length), part, gradient);
      return new INDArray[] {RepeatedRows.of(part, positions.shape())};
    }
    Floats back = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] part = new float[channels];
          for (int n = low; n < high; n++) {
            gradient.buffer().get(n * channels, row);
            for (int i = 0; i < positions.count(); i++) {
              times(row, shares.of(n, i), part, channels);
              back.buffer().put(positions.at(n, i), part);
            }
          }
        });
    return new INDArray[] {back.array()};
  }

  private static void times(float[] from, float share, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = from[i] * share;
    }
  }
}
