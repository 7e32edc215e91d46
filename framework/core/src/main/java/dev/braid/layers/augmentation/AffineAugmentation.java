package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.SeedOption;
import dev.braid.ops.AffineTransform;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that applies a random affine transform to each image: a rotation, translation or zoom.
 *
 * @param <L> the layer's class
 */
public abstract sealed class AffineAugmentation<L extends AffineAugmentation<L>>
    extends BaseAugmentation<L> permits RandomRotation, RandomTranslation, RandomZoom {
  private static final List<String> FILLS = List.of("constant", "reflect", "wrap", "nearest");
  private static final List<String> INTERPOLATIONS = List.of("nearest", "bilinear");

  private String fillMode = "reflect";
  private double fillValue;
  private String interpolation = "bilinear";

  /** The number of random draws for each image. */
  public abstract int drawsPerSample();

  /**
   * The coefficients of the source positions: the pixel at (x, y) comes from (a0 x + a1 y + a2, b0
   * x + b1 y + b2).
   *
   * @param draws random values in [0, 1)
   * @return a0, a1, a2, b0, b1, b2
   */
  public abstract double[] source(double[] draws, long height, long width);

  @Override
  final Value changed(LayerCall call, Value x) {
    int samples = Math.toIntExact(x.size(0));
    double[] all = draws(call, (long) samples * drawsPerSample());
    double[][] sources = new double[samples][];
    for (int i = 0; i < samples; i++) {
      double[] ofSample = Arrays.copyOfRange(all, i * drawsPerSample(), (i + 1) * drawsPerSample());
      sources[i] = source(ofSample, x.size(1), x.size(2));
    }
    return new AffineTransform(fillMode, fillValue, interpolation.equals("bilinear"))
        .apply(x, sources);
  }

  public final String fillMode() {
    return fillMode;
  }

  public final double fillValue() {
    return fillValue;
  }

  public final String interpolation() {
    return interpolation;
  }

  /** Sets how pixels beyond the edges are filled: constant, reflect, wrap or nearest. */
  public final L fillMode(String mode) {
    oneOf("fillMode", FILLS, mode);
    return with(copy -> copy.self().fillMode = mode);
  }

  /** Sets the value beyond the edges for the fill mode constant. */
  public final L fillValue(double value) {
    return with(copy -> copy.self().fillValue = value);
  }

  /** Sets the interpolation between pixels: nearest or bilinear. */
  public final L interpolation(String kind) {
    oneOf("interpolation", INTERPOLATIONS, kind);
    return with(copy -> copy.self().interpolation = kind);
  }

  /** Gives access to the private fields through the class that declares them. */
  final AffineAugmentation<L> self() {
    return this;
  }

  final void describeTransform(Config config) {
    config.put("fill_mode", fillMode);
    config.put("interpolation", interpolation);
    config.put("seed", seed());
    config.put("fill_value", fillValue);
  }

  static <L extends AffineAugmentation<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    return made.fillMode(config.text("fill_mode", "reflect"))
        .fillValue(config.number("fill_value", 0))
        .interpolation(config.text("interpolation", "bilinear"))
        .readSeed(config);
  }

  final L readSeed(Config config) {
    return seed(SeedOption.read(config));
  }
}
