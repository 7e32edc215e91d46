package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.AlphaDropout;
import dev.braid.layers.regularization.Chance;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.GaussianDropout;
import dev.braid.layers.regularization.GaussianNoise;
import dev.braid.layers.regularization.SpatialDropout;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Noise and dropout, active while training only; prices are the business of {@link Formulas}. */
final class RegularizationFormulas {
  /** Of the activation SELU: minus alpha times scale, its lowest value. */
  private static final double SELU_LOWEST = -1.7580993408473766;

  private RegularizationFormulas() {}

  /** What a layer does while training. */
  @FunctionalInterface
  private interface Noise<L> {
    Value on(L layer, Scope scope, Value x);
  }

  static void rows() {
    row(ActivityRegularization.class, (layer, scope, in) -> in);
    whileTraining(
        Dropout.class,
        (layer, scope, x) -> drop(layer, scope, x, layer.rate(), layer.noiseShapeFor(x.shape())));
    whileTraining(
        SpatialDropout.class,
        (layer, scope, x) -> drop(layer, scope, x, layer.rate(), layer.noiseShapeFor(x.shape())));
    whileTraining(
        GaussianNoise.class,
        (layer, scope, x) -> x.add(Value.constant(normal(layer, scope, x).muli(layer.stddev()))));
    whileTraining(
        GaussianDropout.class,
        (layer, scope, x) -> {
          double deviation = Math.sqrt(layer.rate() / (1 - layer.rate()));
          return x.multiply(normal(layer, scope, x).muli(deviation).addi(1));
        });
    whileTraining(AlphaDropout.class, RegularizationFormulas::alphaDropout);
  }

  private static <L> void whileTraining(Class<L> type, Noise<L> noise) {
    row(
        type,
        (layer, scope, in) ->
            scope.training()
                ? List.of(in.get(0).with(noise.on(layer, scope, in.get(0).value())))
                : List.of(in.get(0)));
  }

  private static Value drop(Chance<?> layer, Scope scope, Value x, double rate, long[] lots) {
    return rate == 0
        ? x
        : x.multiply(kept(layer, scope, x, rate, lots).divi(rate == 1 ? 1 : 1 - rate));
  }

  /** 1 for elements that stay, 0 for those that drop. */
  private static INDArray kept(Chance<?> layer, Scope scope, Value x, double rate, long[] lots) {
    return scope.uniform(layer.seed(), x.dataType(), lots).gte(rate).castTo(x.dataType());
  }

  private static INDArray normal(Chance<?> layer, Scope scope, Value x) {
    return scope.normal(layer.seed(), x.dataType(), x.shape());
  }

  private static Value alphaDropout(AlphaDropout layer, Scope scope, Value x) {
    double rate = layer.rate();
    if (rate == 0) {
      return x;
    }
    INDArray kept = kept(layer, scope, x, rate, layer.noiseShapeFor(x.shape()));
    double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * SELU_LOWEST * SELU_LOWEST));
    INDArray lowest = kept.rsub(1).muli(SELU_LOWEST);
    return x.multiply(kept)
        .add(Value.constant(lowest))
        .multiply(scale)
        .add(-scale * SELU_LOWEST * rate);
  }
}
