package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Tiles;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Lots;
import dev.braid.engine.kernels.Signal;
import dev.braid.engine.threads.Workers;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.RandomLayer;
import dev.braid.layers.regularization.SpatialDropout;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout of elements or of whole axes, by the same lots as the portable kernel draws. */
final class DropoutKernel extends FastKernel {
  private static final int LEAST_SHARE = 16_384;

  private final RandomLayer<?> layer;
  private final double rate;
  private final UnaryOperator<long[]> drawn;

  private DropoutKernel(
      RandomLayer<?> layer, double rate, UnaryOperator<long[]> drawn, Kernel portable) {
    super(portable);
    this.layer = layer;
    this.rate = rate;
    this.drawn = drawn;
  }

  static Kernel of(Dropout layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  static Kernel of(SpatialDropout<?> layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  /** What each element is multiplied by; null where all of them stay. */
  private record Drawn(Floats factors) implements Kept {}

  /** Each sample has lots of its own. */
  @Override
  boolean covers(Call call, Signal[] inputs) {
    long[] shape = inputs[0].place().shape();
    return drawn.apply(shape)[0] == shape[0];
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    if (!call.training() || rate == 0) {
      if (call.remembers()) {
        call.keep(new Drawn(null));
      }
      return new Signal[] {inputs[0]};
    }
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    long[] lots = drawn.apply(shape);
    Floats own = factors(Lots.first(call, layer.seed()), rate, lots);
    Spread spread = Spread.of(lots, shape);
    Floats factors = spread == null ? own : spread.over(own);
    Floats out = times(x, factors);
    if (call.remembers()) {
      call.keep(new Drawn(factors));
    }
    return new Signal[] {new Signal(out.array(), inputs[0].mask())};
  }

  static Floats factors(Lots lots, double rate, long... shape) {
    Floats factors = empty(shape);
    float kept = (float) (1 / (1 - rate));
    Workers.share(
        factors.length(),
        LEAST_SHARE,
        (low, high) -> {
          float[] tile = new float[Tiles.SIZE];
          for (int at = low; at < high; at += Tiles.SIZE) {
            int length = Math.min(Tiles.SIZE, high - at);
            lots.gates(at, rate, kept, tile, length);
            factors.buffer().put(at, tile, 0, length);
          }
        });
    return factors;
  }

  static Floats times(Floats a, Floats b) {
    return Tiles.product(a, b, empty(a.array().shape()));
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    Floats factors = ((Drawn) call.kept()).factors();
    if (!call.wants(0)) {
      return new INDArray[1];
    }
    return new INDArray[] {
      factors == null ? outputGradients[0] : times(dense(outputGradients[0]), factors).array()
    };
  }
}
