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

/** The mean over all positions of a sample; a masked sequence's mean is over unmasked steps. */
public final class GlobalAverageKernel extends FastKernel {
  private final BaseGlobalPooling<?> layer;

  public GlobalAverageKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The weights of positions in the mean: one for all positions, or one for each. */
  private record PositionWeights(SpatialPositions positions, float[] values) implements SavedState {
    float of(int sample, int position) {
      return values.length == 1 ? values[0] : values[sample * positions.count() + position];
    }
  }

  private PositionWeights weights(SpatialPositions positions, INDArray mask) {
    int count = positions.count();
    if (mask == null || !(layer instanceof GlobalAveragePooling1D)) {
      return new PositionWeights(positions, new float[] {1f / count});
    }
    float[] values = Floats.copy(mask);
    for (int n = 0; n < positions.samples(); n++) {
      float validCount = 0;
      for (int i = n * count; i < (n + 1) * count; i++) {
        validCount += values[i];
      }
      for (int i = n * count; i < (n + 1) * count; i++) {
        values[i] /= validCount;
      }
    }
    return new PositionWeights(positions, values);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    LazyRows rows = inputs[0].rows();
    FloatBuffer x = rows == null ? dense(inputs[0].array()).buffer() : rows.table().buffer();
    SpatialPositions positions = new SpatialPositions(inputs[0].unwrittenArray().shape());
    PositionWeights weights = weights(positions, inputs[0].mask());
    Floats out = empty(positions.folded(layer.keepdims()));
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          Sum sum = new Sum(x, rows, positions.count(), positions.channels());
          for (int n = low; n < high; n++) {
            out.buffer()
                .put(
                    n * positions.channels(), sum.of(n, weights.values()), 0, positions.channels());
          }
        });
    if (call.hasBackwardPass()) {
      call.save(weights);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  /** Adds several rows at once, since a loop over one row costs more than its elements. */
  private static final class Sum {
    private static final int BLOCK_ELEMENTS = 512;

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
      this.rows = new float[Math.max(1, BLOCK_ELEMENTS / channels) * channels];
      this.sums = new float[rows.length];
    }

    /** Returns an array that begins with the weighted sum of a sample's positions. */
    float[] of(int sample, float... weights) {
      Arrays.fill(sums, 0);
      int end = (sample + 1) * count;
      int rowsPerBlock = rows.length / channels;
      for (int position = sample * count; position < end; position += rowsPerBlock) {
        int rowCount = Math.min(rowsPerBlock, end - position);
        load(position, rowCount);
        if (weights.length > 1) {
          applyWeights(position, rowCount, weights);
        }
        VectorizedLoops.add(sums, rows, rowCount * channels);
      }
      for (int at = channels; at < sums.length; at += channels) {
        for (int i = 0; i < channels; i++) {
          sums[i] += sums[at + i];
        }
      }
      if (weights.length == 1) {
        VectorizedLoops.scale(sums, weights[0], channels);
      }
      return sums;
    }

    private void load(int position, int rowCount) {
      if (table == null) {
        x.get(position * channels, rows, 0, rowCount * channels);
        return;
      }
      for (int i = 0; i < rowCount; i++) {
        x.get(table.id(position + i) * channels, rows, i * channels, channels);
      }
    }

    private void applyWeights(int position, int rowCount, float... weights) {
      for (int i = 0; i < rowCount; i++) {
        for (int at = i * channels; at < (i + 1) * channels; at++) {
          rows[at] *= weights[position + i];
        }
      }
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    PositionWeights weights = (PositionWeights) call.saved();
    SpatialPositions positions = weights.positions();
    int channels = positions.channels();
    Floats gradient = dense(outputGradients[0]);
    if (weights.values().length == 1 && positions.count() > 1) {
      Floats scaled = empty(positions.samples(), channels);
      float weight = weights.values()[0];
      BlockwiseLoops.over(
          (blocks, length) -> multiply(blocks[0], weight, blocks[0], length), scaled, gradient);
      return new INDArray[] {RepeatedRows.of(scaled, positions.shape())};
    }
    Floats inputGradient = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] scaled = new float[channels];
          for (int n = low; n < high; n++) {
            gradient.buffer().get(n * channels, row);
            for (int i = 0; i < positions.count(); i++) {
              multiply(row, weights.of(n, i), scaled, channels);
              inputGradient.buffer().put(positions.at(n, i), scaled);
            }
          }
        });
    return new INDArray[] {inputGradient.array()};
  }

  private static void multiply(float[] from, float weight, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = from[i] * weight;
    }
  }
}
