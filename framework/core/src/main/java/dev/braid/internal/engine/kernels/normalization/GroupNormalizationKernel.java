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
 * Group normalization of the last axis, one sample at a time.
 *
 * <p>Values per channel are repeated over several positions in an array, so that loops are long
 * even with few channels.
 */
public final class GroupNormalizationKernel extends FastKernel {
  private static final int BLOCK = 1024;

  private final GroupNormalization layer;

  public GroupNormalizationKernel(GroupNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The mean and the reciprocal of the standard deviation of each group of each sample. */
  private record Saved(Floats x, float[] mean, float[] inverse) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return layer.axis() == -1 || layer.axis() == inputs[0].unwrittenArray().rank() - 1;
  }

  private WeightCell cell(String name) {
    return LayerState.of(layer).cell(name);
  }

  private float[] weights(
      KernelCall call, boolean exists, String name, int channels, float defaultValue) {
    if (exists) {
      return weight(call, cell(name)).toHeap();
    }
    float[] all = new float[channels];
    Arrays.fill(all, defaultValue);
    return all;
  }

  /** The computation of one thread on samples. */
  private final class SampleLoop {
    private final int channels;
    private final int groups;
    private final int size;
    private final int block;
    private final float[] x;
    private final float[] outputGradient;
    private final float[] mean;
    private final float[] factor;
    private final float[] offset;
    private final float[] sums;
    private final float[] products;
    private final float[] channelSums;

    SampleLoop(SpatialPositions positions) {
      channels = positions.channels();
      groups = Math.toIntExact(layer.groupsOf(channels));
      size = positions.count() * channels;
      block = Math.min(size, channels * Math.max(1, BLOCK / channels));
      x = new float[block];
      outputGradient = new float[block];
      mean = new float[block];
      factor = new float[block];
      offset = new float[block];
      sums = new float[block];
      products = new float[block];
      channelSums = new float[channels];
    }

    private int group(int channel) {
      return channel / (channels / groups);
    }

    /** Repeats a value per group along a block. */
    private void expandGroups(float[] from, int sample, float[] to) {
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

    /** Returns the sums of a block's channels. */
    private float[] sumChannels(float[] all) {
      System.arraycopy(all, 0, channelSums, 0, channels);
      for (int at = channels; at < block; at += channels) {
        for (int i = 0; i < channels; i++) {
          channelSums[i] += all[at + i];
        }
      }
      return channelSums;
    }

    /** Writes the mean over each group of the sums of a block's channels. */
    private void groupMeans(float[] all, float[] factors, int sample, float[] to) {
      float[] each = sumChannels(all);
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

    void forward(Saved saved, float[] gamma, float[] beta, Floats out, int sample) {
      Arrays.fill(sums, 0);
      for (int at = 0; at < size; at += block) {
        VectorizedLoops.add(sums, x, load(saved.x(), sample, at, x));
      }
      groupMeans(sums, null, sample, saved.mean());
      expandGroups(saved.mean(), sample, mean);
      Arrays.fill(sums, 0);
      for (int at = 0; at < size; at += block) {
        addSquares(sums, x, mean, load(saved.x(), sample, at, x));
      }
      groupMeans(sums, null, sample, saved.inverse());
      for (int g = sample * groups; g < (sample + 1) * groups; g++) {
        saved.inverse()[g] = (float) (1 / Math.sqrt(saved.inverse()[g] + layer.epsilon()));
      }
      expandGroups(saved.inverse(), sample, factor);
      for (int c = 0; c < channels; c++) {
        factor[c] *= gamma[c];
        offset[c] = beta[c];
      }
      repeat(factor);
      repeat(offset);
      for (int at = 0; at < size; at += block) {
        int length = load(saved.x(), sample, at, x);
        scale(x, mean, factor, offset, length);
        out.buffer().put(sample * size + at, x, 0, length);
      }
    }

    /** Computes the gradient of a sample and adds to the gradients of beta and gamma. */
    void backward(
        Saved saved,
        float[] gamma,
        Floats gradients,
        Floats inputGradient,
        float[][] weights,
        int sample) {
      expandGroups(saved.mean(), sample, mean);
      expandGroups(saved.inverse(), sample, factor);
      Arrays.fill(sums, 0);
      Arrays.fill(products, 0);
      for (int at = 0; at < size; at += block) {
        load(saved.x(), sample, at, x);
        int length = load(gradients, sample, at, outputGradient);
        VectorizedLoops.add(sums, outputGradient, length);
        addProducts(products, outputGradient, x, mean, factor, length);
      }
      float[] gradientMean = new float[groups];
      float[] covariance = new float[groups];
      groupMeans(sums, gamma, 0, gradientMean);
      VectorizedLoops.add(weights[0], channelSums, channels);
      groupMeans(products, gamma, 0, covariance);
      VectorizedLoops.add(weights[1], channelSums, channels);
      expandGroups(gradientMean, 0, sums);
      expandGroups(covariance, 0, products);
      System.arraycopy(gamma, 0, offset, 0, channels);
      repeat(offset);
      for (int at = 0; at < size; at += block) {
        load(saved.x(), sample, at, x);
        int length = load(gradients, sample, at, outputGradient);
        normalize(x, mean, factor, length);
        inputGradientOf(outputGradient, x, offset, sums, products, factor, length);
        inputGradient.buffer().put(sample * size + at, outputGradient, 0, length);
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

  private static void scale(float[] x, float[] mean, float[] factor, float[] offset, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * factor[i] + offset[i];
    }
  }

  private static void normalize(float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * inverse[i];
    }
  }

  /** Computes the gradient, including the flow through mean and deviation. */
  private static void inputGradientOf(
      float[] outputGradient,
      float[] normalized,
      float[] gamma,
      float[] gradientMean,
      float[] covariance,
      float[] inverse,
      int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] =
          (outputGradient[i] * gamma[i] - gradientMean[i] - normalized[i] * covariance[i])
              * inverse[i];
    }
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    SpatialPositions positions = new SpatialPositions(x.array().shape());
    int channels = positions.channels();
    int groupCount = positions.samples() * Math.toIntExact(layer.groupsOf(channels));
    Saved saved = new Saved(x, new float[groupCount], new float[groupCount]);
    float[] gamma = weights(call, layer.scale(), "gamma", channels, 1);
    float[] beta = weights(call, layer.center(), "beta", channels, 0);
    Floats out = empty(positions.shape());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          SampleLoop samples = new SampleLoop(positions);
          for (int n = low; n < high; n++) {
            samples.forward(saved, gamma, beta, out, n);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(saved);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    SpatialPositions positions = new SpatialPositions(saved.x().array().shape());
    Floats outputGradient = dense(outputGradients[0]);
    Floats inputGradient = empty(positions.shape());
    float[] gamma = weights(call, layer.scale(), "gamma", positions.channels(), 1);
    ParallelSums totals = new ParallelSums(2, positions.channels());
    Workers.parallelFor(
        positions.samples(),
        positions.grain(),
        (low, high) -> {
          SampleLoop samples = new SampleLoop(positions);
          float[][] weightSums = new float[2][positions.channels()];
          for (int n = low; n < high; n++) {
            samples.backward(saved, gamma, outputGradient, inputGradient, weightSums, n);
          }
          totals.put(low, weightSums);
        });
    double[][] sums = totals.all();
    gradient(call, layer.center(), "beta", sums[0]);
    gradient(call, layer.scale(), "gamma", sums[1]);
    return new INDArray[] {inputGradient.array()};
  }

  private void gradient(KernelCall call, boolean exists, String name, double[] sums) {
    if (exists && cell(name).trainable()) {
      Floats target = gradientBuffer(call, cell(name));
      target.buffer().put(0, ParallelSums.rounded(sums));
      commitGradient(call, cell(name), target);
    }
  }
}
