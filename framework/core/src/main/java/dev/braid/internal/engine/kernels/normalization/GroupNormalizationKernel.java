package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.ParallelSums;
import dev.braid.internal.engine.kernels.support.SpatialPositions;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.normalization.GroupNormalization;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Group normalization of the last axis, a sample at a time.
 *
 * <p>What is done to a channel stands in arrays that go along several positions, so that loops are
 * long where channels are few.
 */
public final class GroupNormalizationKernel extends FastKernel {
  private static final int BLOCK = 1024;

  private final GroupNormalization layer;

  public GroupNormalizationKernel(GroupNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** What was found: mean and inverse of the deviation of each group of each sample. */
  private record Found(Floats x, float[] mean, float[] inverse) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return layer.axis() == -1 || layer.axis() == inputs[0].unwrittenArray().rank() - 1;
  }

  private WeightCell cell(String name) {
    return LayerState.of(layer).cell(name);
  }

  private float[] weights(KernelCall call, boolean there, String name, int channels, float other) {
    if (there) {
      return weight(call, cell(name)).toHeap();
    }
    float[] all = new float[channels];
    Arrays.fill(all, other);
    return all;
  }

  /** The loop of one thread over samples. */
  private final class Samples {
    private final int channels;
    private final int groups;
    private final int size;
    private final int block;
    private final float[] x;
    private final float[] outputGradient;
    private final float[] mean;
    private final float[] by;
    private final float[] plus;
    private final float[] sums;
    private final float[] products;
    private final float[] folded;

    Samples(SpatialPositions positions) {
      channels = positions.channels();
      groups = Math.toIntExact(layer.groupsOf(channels));
      size = positions.count() * channels;
      block = Math.min(size, channels * Math.max(1, BLOCK / channels));
      x = new float[block];
      outputGradient = new float[block];
      mean = new float[block];
      by = new float[block];
      plus = new float[block];
      sums = new float[block];
      products = new float[block];
      folded = new float[channels];
    }

    private int group(int channel) {
      return channel / (channels / groups);
    }

    /** Repeats a value for each group along a block. */
    private void along(float[] from, int sample, float[] to) {
      for (int c = 0; c < channels; c++) {
        to[c] = from[sample * groups + group(c)];
      }
      repeat(to);
    }

    private void repeat(float[] to) {
      for (int i = channels; i < block; i += channels) {
        System.arraycopy(to, 0, to, i, channels);
      }
    }

    /** The sums of a block's channels. */
    private float[] folded(float[] all) {
      System.arraycopy(all, 0, folded, 0, channels);
      for (int at = channels; at < block; at += channels) {
        for (int i = 0; i < channels; i++) {
          folded[i] += all[at + i];
        }
      }
      return folded;
    }

    /** Writes the mean over each group of what a block's channels add up to. */
    private void means(float[] all, float[] factors, int sample, float[] to) {
      float[] each = folded(all);
      int from = sample * groups;
      Arrays.fill(to, from, from + groups, 0);
      for (int c = 0; c < channels; c++) {
        to[from + group(c)] += factors == null ? each[c] : each[c] * factors[c];
      }
      for (int g = from; g < from + groups; g++) {
        to[g] /= (float) size / groups;
      }
    }

    private int load(Floats from, int sample, int at, float[] to) {
      int length = Math.min(block, size - at);
      from.buffer().get(sample * size + at, to, 0, length);
      return length;
    }

    void forward(Found found, float[] gamma, float[] beta, Floats out, int sample) {
      Arrays.fill(sums, 0);
      for (int at = 0; at < size; at += block) {
        VectorizedLoops.add(sums, x, load(found.x(), sample, at, x));
      }
      means(sums, null, sample, found.mean());
      along(found.mean(), sample, mean);
      Arrays.fill(sums, 0);
      for (int at = 0; at < size; at += block) {
        addSquares(sums, x, mean, load(found.x(), sample, at, x));
      }
      means(sums, null, sample, found.inverse());
      for (int g = sample * groups; g < (sample + 1) * groups; g++) {
        found.inverse()[g] = (float) (1 / Math.sqrt(found.inverse()[g] + layer.epsilon()));
      }
      along(found.inverse(), sample, by);
      for (int c = 0; c < channels; c++) {
        by[c] *= gamma[c];
        plus[c] = beta[c];
      }
      repeat(by);
      repeat(plus);
      for (int at = 0; at < size; at += block) {
        int length = load(found.x(), sample, at, x);
        scale(x, mean, by, plus, length);
        out.buffer().put(sample * size + at, x, 0, length);
      }
    }

    /** Adds to the gradients by beta and by gamma. */
    void back(
        Found found, float[] gamma, Floats gradients, Floats back, float[][] weights, int sample) {
      along(found.mean(), sample, mean);
      along(found.inverse(), sample, by);
      Arrays.fill(sums, 0);
      Arrays.fill(products, 0);
      for (int at = 0; at < size; at += block) {
        load(found.x(), sample, at, x);
        int length = load(gradients, sample, at, outputGradient);
        VectorizedLoops.add(sums, outputGradient, length);
        addProducts(products, outputGradient, x, mean, by, length);
      }
      float[] level = new float[groups];
      float[] tilt = new float[groups];
      means(sums, gamma, 0, level);
      VectorizedLoops.add(weights[0], folded, channels);
      means(products, gamma, 0, tilt);
      VectorizedLoops.add(weights[1], folded, channels);
      along(level, 0, sums);
      along(tilt, 0, products);
      System.arraycopy(gamma, 0, plus, 0, channels);
      repeat(plus);
      for (int at = 0; at < size; at += block) {
        load(found.x(), sample, at, x);
        int length = load(gradients, sample, at, outputGradient);
        normalize(x, mean, by, length);
        through(outputGradient, x, plus, sums, products, by, length);
        back.buffer().put(sample * size + at, outputGradient, 0, length);
      }
    }
  }

  private static void addSquares(float[] sums, float[] x, float[] mean, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += (x[i] - mean[i]) * (x[i] - mean[i]);
    }
  }

  private static void addProducts(
      float[] sums, float[] outputGradient, float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += outputGradient[i] * ((x[i] - mean[i]) * inverse[i]);
    }
  }

  private static void scale(float[] x, float[] mean, float[] by, float[] plus, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * by[i] + plus[i];
    }
  }

  private static void normalize(float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * inverse[i];
    }
  }

  /** Mean and deviation depend on the input too, so their share is taken off the gradient. */
  private static void through(
      float[] outputGradient,
      float[] normal,
      float[] gamma,
      float[] level,
      float[] tilt,
      float[] inverse,
      int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] =
          (outputGradient[i] * gamma[i] - level[i] - normal[i] * tilt[i]) * inverse[i];
    }
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    SpatialPositions positions = new SpatialPositions(x.array().shape());
    int channels = positions.channels();
    int found = positions.samples() * Math.toIntExact(layer.groupsOf(channels));
    Found all = new Found(x, new float[found], new float[found]);
    float[] gamma = weights(call, layer.scale(), "gamma", channels, 1);
    float[] beta = weights(call, layer.center(), "beta", channels, 0);
    Floats out = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          Samples samples = new Samples(positions);
          for (int n = low; n < high; n++) {
            samples.forward(all, gamma, beta, out, n);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(all);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Found found = (Found) call.saved();
    SpatialPositions positions = new SpatialPositions(found.x().array().shape());
    Floats outputGradient = dense(outputGradients[0]);
    Floats back = empty(positions.shape());
    float[] gamma = weights(call, layer.scale(), "gamma", positions.channels(), 1);
    ParallelSums totals = new ParallelSums(2, positions.channels());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          Samples samples = new Samples(positions);
          float[][] own = new float[2][positions.channels()];
          for (int n = low; n < high; n++) {
            samples.back(found, gamma, outputGradient, back, own, n);
          }
          totals.put(low, own);
        });
    double[][] sums = totals.all();
    gradient(call, layer.center(), "beta", sums[0]);
    gradient(call, layer.scale(), "gamma", sums[1]);
    return new INDArray[] {back.array()};
  }

  private void gradient(KernelCall call, boolean there, String name, double[] sums) {
    if (there && cell(name).trainable()) {
      Floats target = gradientBuffer(call, cell(name));
      target.buffer().put(0, ParallelSums.rounded(sums));
      commitGradient(call, cell(name), target);
    }
  }
}
