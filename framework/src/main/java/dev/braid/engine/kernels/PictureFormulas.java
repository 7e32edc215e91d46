package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.augmentation.MovingAugmentation;
import dev.braid.layers.augmentation.RandomBrightness;
import dev.braid.layers.augmentation.RandomContrast;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.augmentation.RandomFlip;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers compute that bring pictures to a size, or change them by chance. */
final class PictureFormulas {
  private static final Resized BILINEAR = new Resized("bilinear", false);

  private PictureFormulas() {}

  /** What a layer does while training. */
  @FunctionalInterface
  private interface Change<L> {
    Value of(L layer, Scope scope, Value x);
  }

  static void rows() {
    row(Resizing.class, (layer, scope, in) -> List.of(new Flow(resized(layer, in.get(0).value()))));
    row(
        CenterCrop.class,
        (layer, scope, in) -> List.of(new Flow(middle(layer, in.get(0).value()))));
    row(
        RandomCrop.class,
        (layer, scope, in) -> List.of(new Flow(cropped(layer, scope, in.get(0).value()))));
    whileTraining(MovingAugmentation.class, PictureFormulas::moved);
    whileTraining(RandomFlip.class, PictureFormulas::flipped);
    whileTraining(RandomBrightness.class, PictureFormulas::brightened);
    whileTraining(RandomContrast.class, PictureFormulas::contrasted);
  }

  private static <L> void whileTraining(Class<L> type, Change<L> change) {
    row(
        type,
        (layer, scope, in) ->
            scope.training()
                ? List.of(new Flow(change.of(layer, scope, in.get(0).value())))
                : List.of(new Flow(in.get(0).value())));
  }

  private static Value resized(Resizing layer, Value x) {
    Value from = x;
    if (layer.crops()) {
      from = Resized.middle(x, layer.height(), layer.width());
    } else if (layer.pads()) {
      from = padded(layer, x);
    }
    return new Resized(layer.interpolation(), layer.antialias())
        .of(from, layer.height(), layer.width());
  }

  /** The same edge on both sides, of whole pixels, as in Keras. */
  private static Value padded(Resizing layer, Value x) {
    long high = (long) ((double) (x.size(2) * layer.height()) / layer.width());
    long wide = (long) ((double) (x.size(1) * layer.width()) / layer.height());
    long down = (Math.max(x.size(1), high) - x.size(1)) / 2;
    long across = (Math.max(x.size(2), wide) - x.size(2)) / 2;
    return down > 0
        ? x.pad(1, down, down, layer.fillValue())
        : x.pad(2, across, across, layer.fillValue());
  }

  private static Value middle(CenterCrop layer, Value x) {
    long down = x.size(1) - layer.height();
    long across = x.size(2) - layer.width();
    return down >= 0 && across >= 0
        ? Resized.piece(x, down / 2, across / 2, layer.height(), layer.width())
        : fitted(x, layer.height(), layer.width());
  }

  private static Value fitted(Value x, long height, long width) {
    return BILINEAR.of(Resized.middle(x, height, width), height, width);
  }

  private static Value cropped(RandomCrop layer, Scope scope, Value x) {
    if (!scope.training() || x.size(1) <= layer.height() || x.size(2) <= layer.width()) {
      return fitted(x, layer.height(), layer.width());
    }
    INDArray lots = scope.uniform(layer.seed(), DataType.DOUBLE, 2);
    long top = (long) (lots.getDouble(0) * (x.size(1) - layer.height() + 1));
    long left = (long) (lots.getDouble(1) * (x.size(2) - layer.width() + 1));
    return Resized.piece(x, top, left, layer.height(), layer.width());
  }

  private static Value moved(MovingAugmentation<?> layer, Scope scope, Value x) {
    int samples = Math.toIntExact(x.size(0));
    INDArray lots = scope.uniform(layer.seed(), DataType.DOUBLE, samples, layer.lots());
    double[][] sources = new double[samples][];
    for (int i = 0; i < samples; i++) {
      double[] own = new double[layer.lots()];
      for (int k = 0; k < own.length; k++) {
        own[k] = lots.getDouble(i, k);
      }
      sources[i] = layer.source(own, x.size(1), x.size(2));
    }
    return new Moved(layer.fillMode(), layer.fillValue(), layer.interpolation().equals("bilinear"))
        .of(x, sources);
  }

  private static Value flipped(RandomFlip layer, Scope scope, Value x) {
    INDArray turned = perPicture(scope, layer.seed(), x, lot -> lot <= 0.5 ? 1 : 0);
    Value mirror = layer.horizontal() ? x.reverse(2) : x;
    mirror = layer.vertical() ? mirror.reverse(1) : mirror;
    return mirror.where(turned, x);
  }

  private static Value brightened(RandomBrightness layer, Scope scope, Value x) {
    INDArray added = perPicture(scope, layer.seed(), x, layer::added);
    double[] range = layer.valueRange();
    return x.add(Value.constant(added)).clip(range[0], range[1]);
  }

  private static Value contrasted(RandomContrast layer, Scope scope, Value x) {
    INDArray times = perPicture(scope, layer.seed(), x, layer::times);
    Value mean = x.mean(true, 1, 2);
    double[] range = layer.valueRange();
    return x.subtract(mean).multiply(times).add(mean).clip(range[0], range[1]);
  }

  /** A number for each picture, made from a lot. */
  private static INDArray perPicture(Scope scope, Long seed, Value x, DoubleUnaryOperator made) {
    INDArray lots = scope.uniform(seed, DataType.DOUBLE, x.size(0));
    double[] numbers = new double[Math.toIntExact(x.size(0))];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = made.applyAsDouble(lots.getDouble(i));
    }
    return Nd4j.createFromArray(numbers).castTo(x.dataType()).reshape('c', x.size(0), 1, 1, 1);
  }
}
