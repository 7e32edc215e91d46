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

/** Batch normalization of the last axis, and the relu that follows it. */
public final class BatchNormalizationKernel extends FastKernel {
  /** Keras' epsilon, which keeps the count of real steps from being 0. */
  private static final float COUNT_EPSILON = 1e-7f;

  private final BatchNormalization layer;

  public BatchNormalizationKernel(BatchNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * What the batch was normalized by.
   *
   * @param real 1 for elements of real steps, 0 for padding; null where all are real
   * @param count how many elements of a channel the statistics are of; 0 where they are not the
   *     batch's own
   * @param mean of each channel
   * @param inverse of the deviation of each channel
   * @param relu whether the result was cut off at zero
   */
  private record Found(
      Floats x, Floats real, float count, float[] mean, float[] inverse, boolean relu)
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
    boolean gathers = call.training() && LayerState.of(layer).trainable();
    Floats real = null;
    float count = 0;
    float[] mean;
    float[] variance;
    if (gathers) {
      INDArray mask = inputs[0].mask();
      real = mask == null ? null : real(mask, x.array().shape());
      count = mask == null ? rows : count(mask, rows);
      if (real == null) {
        float[] near = new float[size];
        x.buffer().get(0, near);
        double[][] sums = distances(channels, x, near);
        mean = mean(near, sums[0], count);
        variance = variance(sums, count);
      } else {
        mean = mean(channels, x, real, count);
        variance = variance(channels, x, real, mean, count);
      }
      remember(call, "moving_mean", mean);
      remember(call, "moving_variance", variance);
    } else {
      mean = weight(call, LayerState.of(layer).cell("moving_mean")).toHeap();
      variance = weight(call, LayerState.of(layer).cell("moving_variance")).toHeap();
    }
    float[] inverse = new float[size];
    for (int i = 0; i < size; i++) {
      inverse[i] = (float) (1 / Math.sqrt(variance[i] + layer.epsilon()));
    }
    Floats out = empty(x.array().shape());
    float[] gamma = channels.along(times(inverse, gamma(call, size)));
    float[] beta = channels.along(beta(call, size));
    float[] level = channels.along(mean);
    boolean relu = call.fuseRelu();
    channels.over(
        (blocks, sums, length) -> {
          scale(blocks[0], level, gamma, beta, length);
          if (relu) {
            VectorizedLoops.relu(blocks[0], length);
          }
        },
        out,
        0,
        x);
    if (call.hasBackwardPass()) {
      call.save(new Found(x, real, count, mean, inverse, relu));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  /** The mask at every element. */
  private static Floats real(INDArray mask, long... shape) {
    long[] lead = Arrays.copyOf(mask.shape(), shape.length);
    Arrays.fill(lead, mask.rank(), shape.length, 1);
    Floats steps = empty(lead);
    steps.buffer().put(0, Floats.copy(mask));
    Broadcast broadcast = Broadcast.of(lead, shape);
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

  private static float[] times(float[] a, float[] b) {
    float[] product = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static void scale(float[] x, float[] mean, float[] by, float[] plus, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * by[i] + plus[i];
    }
  }

  /**
   * Sums of the distances from a number that is near the mean, and of their squares, on one way
   * through memory; squares of the elements themselves would lose what is small.
   */
  private static double[][] distances(ChannelLoops channels, Floats x, float... near) {
    float[] level = channels.along(near);
    return channels.over(
        (blocks, partial, length) -> addDistances(partial[0], partial[1], blocks[0], level, length),
        null,
        2,
        x);
  }

  private static float[] mean(float[] near, double[] sums, float count) {
    float[] mean = new float[near.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (near[i] + sums[i] / count);
    }
    return mean;
  }

  private static float[] variance(double[][] sums, float count) {
    float[] variance = new float[sums[0].length];
    for (int i = 0; i < variance.length; i++) {
      double distance = sums[0][i] / count;
      variance[i] = (float) Math.max(0, sums[1][i] / count - distance * distance);
    }
    return variance;
  }

  private static float[] mean(ChannelLoops channels, Floats x, Floats real, float count) {
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              VectorizedLoops.multiply(blocks[0], blocks[1], length);
              VectorizedLoops.add(partial[0], blocks[0], length);
            },
            null,
            1,
            x,
            real);
    return divided(sums[0], count);
  }

  /** Of the distances from the mean, for squares of the elements themselves lose what is small. */
  private static float[] variance(
      ChannelLoops channels, Floats x, Floats real, float[] mean, float count) {
    float[] level = channels.along(mean);
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              center(blocks[0], level, blocks[1], length);
              addSquares(partial[0], blocks[0], length);
            },
            null,
            1,
            x,
            real);
    return divided(sums[0], count);
  }

  /** The distance from the mean; none at padding. */
  private static void center(float[] x, float[] mean, float[] real, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - mean[i]) * real[i];
    }
  }

  private static void addSquares(float[] sums, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += x[i] * x[i];
    }
  }

  private static void addDistances(
      float[] sums, float[] squares, float[] x, float[] near, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += x[i] - near[i];
    }
    for (int i = 0; i < length; i++) {
      squares[i] += (x[i] - near[i]) * (x[i] - near[i]);
    }
  }

  private static float[] divided(double[] sums, float count) {
    float[] each = new float[sums.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = (float) (sums[i] / count);
    }
    return each;
  }

  private void remember(KernelCall call, String name, float[] found) {
    INDArray old = call.weight(LayerState.of(layer).cell(name));
    Floats fresh = empty(old.shape());
    float[] numbers = Floats.of(old).toHeap();
    float kept = (float) layer.momentum();
    float share = (float) (1 - layer.momentum());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbers[i] * kept + found[i] * share;
    }
    fresh.buffer().put(0, numbers);
    call.assign(LayerState.of(layer).cell(name), fresh.array());
  }

  /** Mean and deviation depend on the input too, so their share is taken off the gradient. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Found found = (Found) call.saved();
    Floats outputGradient = dense(outputGradients[0]);
    int size = found.mean().length;
    int rows = outputGradient.length() / size;
    ChannelLoops channels = new ChannelLoops(rows, size);
    float[] mean = channels.along(found.mean());
    float[] inverse = channels.along(found.inverse());
    float[] by = channels.along(times(found.inverse(), gamma(call, size)));
    Open open =
        found.relu()
            ? open(mean, by, channels.along(beta(call, size)))
            : (gradients, x, length) -> {};
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              open.run(blocks[0], blocks[1], length);
              VectorizedLoops.add(partial[0], blocks[0], length);
              addProducts(partial[1], blocks[0], blocks[1], mean, inverse, length);
            },
            null,
            2,
            outputGradient,
            found.x());
    gradient(call, layer.center(), "beta", sums[0]);
    gradient(call, layer.scale(), "gamma", sums[1]);
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Floats back = empty(found.x().array().shape());
    if (found.count() == 0) {
      channels.over(
          (blocks, partial, length) -> {
            open.run(blocks[0], blocks[1], length);
            VectorizedLoops.multiply(blocks[0], by, length);
          },
          back,
          0,
          outputGradient,
          found.x());
      return new INDArray[] {back.array()};
    }
    float[] level = channels.along(divided(sums[0], found.count()));
    float[] tilt = channels.along(times(divided(sums[1], found.count()), found.inverse()));
    if (found.real() == null) {
      channels.over(
          (blocks, partial, length) -> {
            open.run(blocks[0], blocks[1], length);
            outputGradient(blocks[0], blocks[1], mean, level, tilt, by, length);
          },
          back,
          0,
          outputGradient,
          found.x());
    } else {
      channels.over(
          (blocks, partial, length) -> {
            open.run(blocks[0], blocks[1], length);
            share(blocks[1], mean, level, tilt, length);
            through(blocks[0], blocks[1], blocks[2], by, length);
          },
          back,
          0,
          outputGradient,
          found.x(),
          found.real());
    }
    return new INDArray[] {back.array()};
  }

  /** Takes the gradient to zero where relu did so with the result, which is made again from x. */
  @FunctionalInterface
  private interface Open {
    void run(float[] outputGradient, float[] x, int length);
  }

  private static Open open(float[] mean, float[] by, float[] plus) {
    return (outputGradient, x, length) -> {
      for (int i = 0; i < length; i++) {
        outputGradient[i] *= PiecewiseActivations.aboveFinite((x[i] - mean[i]) * by[i] + plus[i]);
      }
    };
  }

  /** Subtracts from the gradient what flows through mean and deviation. */
  private static void share(float[] x, float[] mean, float[] level, float[] tilt, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = level[i] + (x[i] - mean[i]) * tilt[i];
    }
  }

  private static void through(
      float[] outputGradient, float[] share, float[] real, float[] by, int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] = (outputGradient[i] - share[i] * real[i]) * by[i];
    }
  }

  private static void addProducts(
      float[] sums, float[] outputGradient, float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += outputGradient[i] * ((x[i] - mean[i]) * inverse[i]);
    }
  }

  private static void outputGradient(
      float[] outputGradient,
      float[] x,
      float[] mean,
      float[] level,
      float[] tilt,
      float[] by,
      int length) {
    for (int i = 0; i < length; i++) {
      outputGradient[i] = (outputGradient[i] - level[i] - (x[i] - mean[i]) * tilt[i]) * by[i];
    }
  }

  private void gradient(KernelCall call, boolean there, String name, double[] sums) {
    if (there && LayerState.of(layer).cell(name).trainable()) {
      Floats place = gradientBuffer(call, LayerState.of(layer).cell(name));
      float[] numbers = new float[sums.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) sums[i];
      }
      place.buffer().put(0, numbers);
      commitGradient(call, LayerState.of(layer).cell(name), place);
    }
  }
}
