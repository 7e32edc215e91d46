package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.layers.normalization.BatchNormalization;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalization of the last axis, without a mask. */
final class BatchNormalizationKernel extends FastKernel {
  private final BatchNormalization layer;

  BatchNormalizationKernel(BatchNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** What was found in the batch: the mean and the inverse of the deviation of each channel. */
  private record Found(Floats x, float[] mean, float[] inverse) implements Kept {}

  @Override
  boolean covers(Call call, Signal[] inputs) {
    int rank = inputs[0].array().rank();
    boolean last = layer.axis() == -1 || layer.axis() == rank - 1;
    boolean gathers = layer.state().trainable();
    // the way back is that of a batch's own statistics
    boolean known = call.training() ? gathers && inputs[0].mask() == null : !call.remembers();
    return last && known;
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    Floats x = dense(inputs[0].array());
    int size = Math.toIntExact(x.array().size(-1));
    Channels channels = new Channels(x.length() / size, size);
    float[] mean;
    float[] variance;
    if (call.training()) {
      mean = mean(channels, x, size);
      variance = variance(channels, x, mean, size);
      remember(call, "moving_mean", mean);
      remember(call, "moving_variance", variance);
    } else {
      mean = weight(call, layer.state().cell("moving_mean")).toHeap();
      variance = weight(call, layer.state().cell("moving_variance")).toHeap();
    }
    float[] inverse = new float[size];
    for (int i = 0; i < size; i++) {
      inverse[i] = (float) (1 / Math.sqrt(variance[i] + layer.epsilon()));
    }
    Floats out = empty(x.array().shape());
    float[] gamma = channels.along(times(inverse, gamma(call, size)));
    float[] beta = channels.along(beta(call, size));
    float[] level = channels.along(mean);
    channels.over(
        (blocks, sums, length) -> scale(blocks[0], level, gamma, beta, length), out, 0, x);
    if (call.remembers()) {
      call.keep(new Found(x, mean, inverse));
    }
    return new Signal[] {new Signal(out.array(), inputs[0].mask())};
  }

  private float[] gamma(Call call, int size) {
    return layer.scale() ? weight(call, layer.state().cell("gamma")).toHeap() : full(size, 1);
  }

  private float[] beta(Call call, int size) {
    return layer.center() ? weight(call, layer.state().cell("beta")).toHeap() : full(size, 0);
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

  private static float[] mean(Channels channels, Floats x, int size) {
    double[][] sums =
        channels.over((blocks, partial, length) -> add(partial[0], blocks[0], length), null, 1, x);
    return divided(sums[0], x.length() / size);
  }

  /** Of the distances from the mean, for squares of the numbers themselves lose what is small. */
  private static float[] variance(Channels channels, Floats x, float[] mean, int size) {
    float[] level = channels.along(mean);
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> addSquares(partial[0], blocks[0], level, length),
            null,
            1,
            x);
    return divided(sums[0], x.length() / size);
  }

  private static void add(float[] sums, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += x[i];
    }
  }

  private static void addSquares(float[] sums, float[] x, float[] mean, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += (x[i] - mean[i]) * (x[i] - mean[i]);
    }
  }

  private static float[] divided(double[] sums, int count) {
    float[] each = new float[sums.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = (float) (sums[i] / count);
    }
    return each;
  }

  private void remember(Call call, String name, float[] found) {
    INDArray old = call.weight(layer.state().cell(name));
    Floats fresh = empty(old.shape());
    float[] numbers = Floats.of(old).toHeap();
    float kept = (float) layer.momentum();
    float share = (float) (1 - layer.momentum());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbers[i] * kept + found[i] * share;
    }
    fresh.buffer().put(0, numbers);
    call.assign(layer.state().cell(name), fresh.array());
  }

  /** Mean and deviation depend on the input too, so their share is taken off the slope. */
  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    Found found = (Found) call.kept();
    Floats slope = dense(outputGradients[0]);
    int size = found.mean().length;
    int rows = slope.length() / size;
    Channels channels = new Channels(rows, size);
    float[] mean = channels.along(found.mean());
    float[] inverse = channels.along(found.inverse());
    double[][] sums =
        channels.over(
            (blocks, partial, length) -> {
              add(partial[0], blocks[0], length);
              addProducts(partial[1], blocks[0], blocks[1], mean, inverse, length);
            },
            null,
            2,
            slope,
            found.x());
    gradient(call, layer.center(), "beta", sums[0]);
    gradient(call, layer.scale(), "gamma", sums[1]);
    if (!call.wants(0)) {
      return new INDArray[1];
    }
    float[] by = channels.along(times(found.inverse(), gamma(call, size)));
    float[] level = channels.along(divided(sums[0], rows));
    float[] tilt = channels.along(times(divided(sums[1], rows), found.inverse()));
    Floats back = empty(found.x().array().shape());
    channels.over(
        (blocks, partial, length) -> slope(blocks[0], blocks[1], mean, level, tilt, by, length),
        back,
        0,
        slope,
        found.x());
    return new INDArray[] {back.array()};
  }

  private static void addProducts(
      float[] sums, float[] slope, float[] x, float[] mean, float[] inverse, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += slope[i] * ((x[i] - mean[i]) * inverse[i]);
    }
  }

  private static void slope(
      float[] slope, float[] x, float[] mean, float[] level, float[] tilt, float[] by, int length) {
    for (int i = 0; i < length; i++) {
      slope[i] = (slope[i] - level[i] - (x[i] - mean[i]) * tilt[i]) * by[i];
    }
  }

  private void gradient(Call call, boolean there, String name, double[] sums) {
    if (there && layer.state().cell(name).trainable()) {
      Floats place = room(call, layer.state().cell(name));
      float[] numbers = new float[sums.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) sums[i];
      }
      place.buffer().put(0, numbers);
      filled(call, layer.state().cell(name), place);
    }
  }
}
