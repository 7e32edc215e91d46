package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Repeats;
import dev.braid.engine.fast.Tiles;
import dev.braid.engine.fast.Workers;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.layers.pooling.BaseGlobalPooling;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.pooling.GlobalAveragePooling2D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over all places of a sample; of steps, over those that are no padding. */
final class GlobalAverageKernel extends FastKernel {
  private static final int LEAST_SHARE = 32_768;

  private final BaseGlobalPooling<?> layer;

  private GlobalAverageKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  static Kernel of(BaseGlobalPooling<?> layer, Kernel portable) {
    boolean average =
        layer instanceof GlobalAveragePooling1D
            || layer instanceof GlobalAveragePooling2D
            || layer instanceof GlobalAveragePooling3D;
    return average ? new GlobalAverageKernel(layer, portable) : portable;
  }

  /** What a place counts: one number for all, or one for each. */
  private record Shares(long[] shape, float[] each) implements Kept {
    int channels() {
      return Math.toIntExact(shape[shape.length - 1]);
    }

    int samples() {
      return Math.toIntExact(shape[0]);
    }

    int places() {
      int places = 1;
      for (int i = 1; i < shape.length - 1; i++) {
        places *= Math.toIntExact(shape[i]);
      }
      return places;
    }

    int least() {
      return Math.max(1, LEAST_SHARE / (places() * channels()));
    }

    float of(int sample, int place) {
      return each.length == 1 ? each[0] : each[sample * places() + place];
    }
  }

  private Shares shares(Floats x, INDArray mask) {
    Shares all = new Shares(x.array().shape(), new float[1]);
    int places = all.places();
    if (mask == null || !(layer instanceof GlobalAveragePooling1D)) {
      all.each[0] = 1f / places;
      return all;
    }
    float[] each = Floats.copy(mask);
    for (int n = 0; n < all.samples(); n++) {
      float real = 0;
      for (int i = n * places; i < (n + 1) * places; i++) {
        real += each[i];
      }
      for (int i = n * places; i < (n + 1) * places; i++) {
        each[i] /= real;
      }
    }
    return new Shares(all.shape, each);
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    Floats x = dense(inputs[0].array());
    Shares shares = shares(x, inputs[0].mask());
    int channels = shares.channels();
    int places = shares.places();
    long[] shape = {shares.samples(), channels};
    if (layer.keepdims()) {
      shape = shares.shape().clone();
      Arrays.fill(shape, 1, shape.length - 1, 1);
    }
    Floats out = empty(shape);
    Workers.share(
        shares.samples(),
        shares.least(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] sum = new float[channels];
          for (int n = low; n < high; n++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < places; i++) {
              x.buffer().get((n * places + i) * channels, row);
              add(sum, row, shares.of(n, i));
            }
            out.buffer().put(n * channels, sum);
          }
        });
    if (call.remembers()) {
      call.keep(shares);
    }
    return new Signal[] {new Signal(out.array(), null)};
  }

  private static void add(float[] to, float[] more, float share) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i] * share;
    }
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    if (!call.wants(0)) {
      return new INDArray[1];
    }
    Shares shares = (Shares) call.kept();
    int channels = shares.channels();
    int places = shares.places();
    Floats slope = dense(outputGradients[0]);
    if (shares.each().length == 1 && places > 1) {
      Floats part = empty(shares.samples(), channels);
      float share = shares.each()[0];
      Tiles.over((tiles, length) -> times(tiles[0], share, tiles[0], length), part, slope);
      return new INDArray[] {Repeats.of(part, shares.shape())};
    }
    Floats back = empty(shares.shape());
    Workers.share(
        shares.samples(),
        shares.least(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] part = new float[channels];
          for (int n = low; n < high; n++) {
            slope.buffer().get(n * channels, row);
            for (int i = 0; i < places; i++) {
              times(row, shares.of(n, i), part, channels);
              back.buffer().put((n * places + i) * channels, part);
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
