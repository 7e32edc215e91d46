package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.Broadcast;
import dev.braid.internal.engine.kernels.support.ChannelLoops;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.normalization.BatchNormalization;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalization of the last axis, optionally with the relu that follows it. */
public final class BatchNormalizationKernel extends FastKernel {
  /** Keras' epsilon, which keeps the number of real steps from being 0. */
  private static final float COUNT_EPSILON = 1e-7f;

  private final BatchNormalization layer;

  public BatchNormalizationKernel(BatchNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * The statistics that the batch was normalized with.
   *
   * @param valid 1 for elements of real steps, 0 for padding; null if all are real
   * @param count the number of elements per channel; 0 if moving averages were used
   * @param mean the mean of each channel
   * @param inverse the reciprocal of the standard deviation of each channel
   * @param relu whether a relu was applied to the result
   */
  private record Saved(
      Floats x, Floats valid, float count, float[] mean, float[] inverse, boolean relu)
      implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return layer.axis() == -1 || layer.axis() == inputs[0].unwrittenArray().rank() - 1;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    int size = Math.toIntExact(x.array().size(-1));
    int rows = x.length() / size;
    ChannelLoops channels = new ChannelLoops(rows, size);
    boolean usesBatchStatistics = call.training() && LayerState.of(layer).trainable();
    Floats valid = null;
    float count = 0;
    float[] mean;
    float[] variance;
    if (usesBatchStatistics) {
      INDArray mask = inputs[0].mask();
      valid = mask == null ? null : valid(mask, x.array().shape());
      count = mask == null ? rows : count(mask, rows);
      if (valid == null) {
        float[] reference = new float[size];
        x.buffer().get(0, reference);
        double[][] sums = differenceSums(channels, x, reference);
        mean = mean(reference, sums[0], count);
        variance = variance(sums, count);
      } else {
        mean = mean(channels, x, valid, count);
        variance = variance(channels, x, valid, mean, count);
      }
      updateMovingAverage(call, "moving_mean", mean);
      updateMovingAverage(call, "moving_variance", variance);
    } else {
      mean = weight(call, LayerState.of(layer).cell("moving_mean")).toHeap();
      variance = weight(call, LayerState.of(layer).cell("moving_variance")).toHeap();
    }
    float[] inverse = new float[size];
    for (int i = 0; i < size; i++) {
      inverse[i] = (float) (1 / Math.sqrt(variance[i] + layer.epsilon()));
    }
    Floats out = empty(x.array().shape());
    float[] gamma = channels.along(multiply(inverse, gamma(call, size)));
    float[] beta = channels.along(beta(call, size));
    float[] means = channels.along(mean);
    boolean relu = call.fuseRelu();
    channels.over(
        (blocks, sums, length) -> {
          scale(blocks[0], means, gamma, beta, length);
          if (relu) {
            VectorizedLoops.relu(blocks[0], length);
          }
        },
        out,
        0,
        x);
    if (call.hasBackwardPass()) {
      call.save(new Saved(x, valid, count, mean, inverse, relu));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  /** Returns the mask broadcast to every element. */
  private static Floats valid(INDArray mask, long... shape) {
    long[] leadingShape = Arrays.copyOf(mask.shape(), shape.length);
    Arrays.fill(leadingShape, mask.rank(), shape.length, 1);
    Floats steps = empty(leadingShape);
    steps.buffer().put(0, Floats.copy(mask));
    Broadcast broadcast = Broadcast.of(leadingShape, shape);
    return broadcast == null ? steps : broadcast.expand(steps);
  }

  private static float count(INDArray mask, int rows) {
    float[] steps = Floats.copy(mask);
    int each = rows / steps.length;
    return RowLayout.sum(steps) * each + COUNT_EPSILON;
  }

  private float[] gamma(KernelCall call, int size) {
    return layer.scale()
        ? weight(call, LayerState.of(layer).cell("gamma")).toHeap()
        : full(size, 1);
  }

  private float[] beta(KernelCall call, int size) {
    return layer.center()
        ? weight(call, LayerState.of(layer).cell("beta")).toHeap()
        : full(size, 0);
  }

  private static float[] full(int size, float value) {
    float[] all = new float[size];
    Arrays.fill(all, value);
    return all;
  }

  private static float[] multiply(float[] a, float[] b) {
    float[] product = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static void scale(float[] x, float[] mean, float[] factor, float[] offset, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * factor[i] + offset[i];
    }
  }

  /**
   * Returns the sums of the differences to a value near the mean and of their squares, in one pass
   * through memory; squares of the elements themselves would lose precision.
   */
  private static double[][] differenceSums(ChannelLoops channels, Floats x, float... reference) {
    float[] references = channels.along(reference);
    return channels.over(
        (blocks, partial, length) ->
            addDifferences(partial[0], partial[1], blocks[0], references, length),
        null,
        2,
        x);
  }

  private static float[] mean(float[] reference, double[] sums, float count) {
    float[] mean = new float[reference.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (reference[i] + sums[i] / count);
    }
    return mean;
  }

  private static float[] variance(double[][] sums, float count) {
    float[] variance = new float[sums[0].length];
    for (int i = 0; i < variance.length; i++) {
      double difference = sums[0][i] / count;
      variance[i] = (float) Math.max(0, sums[1][i] / count - difference * difference);
    }
    return variance;
  }

  private static float[] mean(ChannelLoops channels, Floats x, Floats valid, float count) {
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              VectorizedLoops.multiply(blocks[0], blocks[1], length);
              VectorizedLoops.add(partial[0], blocks[0], length);
            },
            null,
            1,
            x,
            valid);
    return divide(sums[0], count);
  }

  /**
   * Returns the variance from the differences to the mean, as squares of elements lose precision.
   */
  private static float[] variance(
      ChannelLoops channels, Floats x, Floats valid, float[] mean, float count) {
    float[] means = channels.along(mean);
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              center(blocks[0], means, blocks[1], length);
              addSquares(partial[0], blocks[0], length);
            },
            null,
            1,
            x,
            valid);
    return divide(sums[0], count);
  }

  /** Replaces elements by their difference to the mean, or 0 at padding. */
  private static void center(float[] x, float[] mean, float[] valid, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * valid[i];
    }
  }

  private static void addSquares(float[] sums, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += x[i] * x[i];
    }
  }

  private static void addDifferences(
      float[] sums, float[] squares, float[] x, float[] reference, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += x[i] - reference[i];
    }
    for (int i = 0; i < length; i++) {
      squares[i] += (x[i] - reference[i]) * (x[i] - reference[i]);
    }
  }

  private static float[] divide(double[] sums, float count) {
    float[] each = new float[sums.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = (float) (sums[i] / count);
    }
    return each;
  }

  private void updateMovingAverage(KernelCall call, String name, float[] value) {
    INDArray previous = call.weight(LayerState.of(layer).cell(name));
    Floats updated = empty(previous.shape());
    float[] average = Floats.of(previous).toHeap();
    float momentum = (float) layer.momentum();
    float rate = (float) (1 - layer.momentum());
    for (int i = 0; i < average.length; i++) {
      average[i] = average[i] * momentum + value[i] * rate;
    }
    updated.buffer().put(0, average);
    call.assign(LayerState.of(layer).cell(name), updated.array());
  }

  /** Includes the gradients through mean and deviation, which depend on the input. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    Floats outputGradient = dense(outputGradients[0]);
    int size = saved.mean().length;
    int rows = outputGradient.length() / size;
    ChannelLoops channels = new ChannelLoops(rows, size);
    float[] mean = channels.along(saved.mean());
    float[] inverse = channels.along(saved.inverse());
    float[] factor = channels.along(multiply(saved.inverse(), gamma(call, size)));
    ReluGate reluGate =
        saved.relu()
            ? reluGate(mean, factor, channels.along(beta(call, size)))
            : (gradients, x, length) -> {};
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              reluGate.run(blocks[0], blocks[1], length);
              VectorizedLoops.add(partial[0], blocks[0], length);
              addProducts(partial[1], blocks[0], blocks[1], mean, inverse, length);
            },
            null,
            2,
            outputGradient,
            saved.x());
    gradient(call, layer.center(), "beta", sums[0]);
    gradient(call, layer.scale(), "gamma", sums[1]);
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats inputGradient = empty(saved.x().array().shape());
    if (saved.count() == 0) {
      channels.over(
          (blocks, partial, length) -> {
            reluGate.run(blocks[0], blocks[1], length);
            VectorizedLoops.multiply(blocks[0], factor, length);
          },
          inputGradient,
          0,
          outputGradient,
          saved.x());
      return new INDArray[] {inputGradient.array()};
    }
    float[] gradientMean = channels.along(divide(sums[0], saved.count()));
    float[] covariance = channels.along(multiply(divide(sums[1], saved.count()), saved.inverse()));
    if (saved.valid() == null) {
      channels.over(
          (blocks, partial, length) -> {
            reluGate.run(blocks[0], blocks[1], length);
            normalizeGradient(blocks[0], blocks[1], mean, gradientMean, covariance, factor, length);
          },
          inputGradient,
          0,
          outputGradient,
          saved.x());
    } else {
      channels.over(
          (blocks, partial, length) -> {
            reluGate.run(blocks[0], blocks[1], length);
            flowThroughStatistics(blocks[1], mean, gradientMean, covariance, length);
            subtractFlow(blocks[0], blocks[1], blocks[2], factor, length);
          },
          inputGradient,
          0,
          outputGradient,
          saved.x(),
          saved.valid());
    }
    return new INDArray[] {inputGradient.array()};
  }

  /** Sets the gradient to zero where relu did so with the result, which is recomputed from x. */
  @FunctionalInterface
  private interface ReluGate {
    void run(float[] outputGradient, float[] x, int length);
  }

  private static ReluGate reluGate(float[] mean, float[] factor, float[] offset) {
    return (outputGradient, x, length) -> {
      for (int i = 0; i < length; i++) {
        outputGradient[i] *=
            PiecewiseActivations.aboveFinite((x[i] - mean[i]) * factor[i] + offset[i]);
      }
    };
  }

  /** Computes the part of the gradient that flows through mean and deviation. */
  private static void flowThroughStatistics(
      float[] x, float[] mean, float[] gradientMean, float[] covariance, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = gradientMean[i] + (x[i] - mean[i]) * covariance[i];
    }
  }

  private static void subtractFlow(
      float[] outputGradient, float[] flow, float[] valid, float[] factor, int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] = (outputGradient[i] - flow[i] * valid[i]) * factor[i];
    }
  }

  private static void addProducts(
      float[] sums, float[] outputGradient, float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += outputGradient[i] * ((x[i] - mean[i]) * inverse[i]);
    }
  }

  private static void normalizeGradient(
      float[] outputGradient,
      float[] x,
      float[] mean,
      float[] gradientMean,
      float[] covariance,
      float[] factor,
      int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] =
          (outputGradient[i] - gradientMean[i] - (x[i] - mean[i]) * covariance[i]) * factor[i];
    }
  }

  private void gradient(KernelCall call, boolean exists, String name, double[] sums) {
    if (exists && LayerState.of(layer).cell(name).trainable()) {
      Floats target = gradientBuffer(call, LayerState.of(layer).cell(name));
      float[] values = new float[sums.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) sums[i];
      }
      target.buffer().put(0, values);
      commitGradient(call, LayerState.of(layer).cell(name), target);
    }
  }
}
