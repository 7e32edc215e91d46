package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Repeats;
import dev.braid.engine.fast.Tiles;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.engine.kernels.TableRows;
import dev.braid.engine.threads.Workers;
import dev.braid.layers.pooling.BaseGlobalPooling;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over all places of a sample; of steps, over those that are no padding. */
final class GlobalAverageKernel extends FastKernel {
  private final BaseGlobalPooling<?> layer;

  GlobalAverageKernel(BaseGlobalPooling<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** What a place counts: one number for all, or one for each. */
  private record Shares(Places places, float[] each) implements Kept {
    float of(int sample, int place) {
      return each.length == 1 ? each[0] : each[sample * places.count() + place];
    }
  }

  private Shares shares(Places places, INDArray mask) {
    int count = places.count();
    if (mask == null || !(layer instanceof GlobalAveragePooling1D)) {
      return new Shares(places, new float[] {1f / count});
    }
    float[] each = Floats.copy(mask);
    for (int n = 0; n < places.samples(); n++) {
      float real = 0;
      for (int i = n * count; i < (n + 1) * count; i++) {
        real += each[i];
      }
      for (int i = n * count; i < (n + 1) * count; i++) {
        each[i] /= real;
      }
    }
    return new Shares(places, each);
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    TableRows rows = inputs[0].rows();
    FloatBuffer x = rows == null ? dense(inputs[0].array()).buffer() : rows.table().buffer();
    Places places = new Places(inputs[0].place().shape());
    Shares shares = shares(places, inputs[0].mask());
    int channels = places.channels();
    Floats out = empty(places.folded(layer.keepdims()));
    Workers.share(
        places.samples(),
        places.least(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] sum = new float[channels];
          for (int n = low; n < high; n++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < places.count(); i++) {
              int at = places.at(n, i);
              x.get(rows == null ? at : rows.id(at / channels) * channels, row);
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
    Places places = shares.places();
    int channels = places.channels();
    Floats slope = dense(outputGradients[0]);
    if (shares.each().length == 1 && places.count() > 1) {
      Floats part = empty(places.samples(), channels);
      float share = shares.each()[0];
      Tiles.over((tiles, length) -> times(tiles[0], share, tiles[0], length), part, slope);
      return new INDArray[] {Repeats.of(part, places.shape())};
    }
    Floats back = empty(places.shape());
    Workers.share(
        places.samples(),
        places.least(),
        (low, high) -> {
          float[] row = new float[channels];
          float[] part = new float[channels];
          for (int n = low; n < high; n++) {
            slope.buffer().get(n * channels, row);
            for (int i = 0; i < places.count(); i++) {
              times(row, shares.of(n, i), part, channels);
              back.buffer().put(places.at(n, i), part);
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
