package dev.braid.layers.augmentation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.regularization.Seed;
import dev.braid.ops.MovedPixels;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that moves the pixels of each picture along straight lines: by turning, shifting,
 * zooming.
 *
 * @param <L> the layer's own class
 */
public abstract class MovingAugmentation<L extends MovingAugmentation<L>> extends Augmentation<L> {
  private static final List<String> FILLS = List.of("constant", "reflect", "wrap", "nearest");
  private static final List<String> INTERPOLATIONS = List.of("nearest", "bilinear");

  private String fillMode = "reflect";
  private double fillValue;
  private String interpolation = "bilinear";

  /** How many lots are drawn for each picture. */
  public abstract int drawsPerSample();

  /**
   * Where each pixel comes from: the pixel at (x, y) is that at (a0 x + a1 y + a2, b0 x + b1 y +
   * b2).
   *
   * @param lots numbers in [0, 1)
   * @return a0, a1, a2, b0, b1, b2
   */
  public abstract double[] source(double[] lots, long height, long width);

  @Override
  final Value changed(LayerCall call, Value x) {
    int samples = Math.toIntExact(x.size(0));
    double[] all = draws(call, (long) samples * drawsPerSample());
    double[][] sources = new double[samples][];
    for (int i = 0; i < samples; i++) {
      double[] own = Arrays.copyOfRange(all, i * drawsPerSample(), (i + 1) * drawsPerSample());
      sources[i] = source(own, x.size(1), x.size(2));
    }
    return new MovedPixels(fillMode, fillValue, interpolation.equals("bilinear")).apply(x, sources);
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

  /** What is seen beyond the edges: constant, reflect, wrap or nearest. */
  public final L fillMode(String mode) {
    word("fillMode", FILLS, mode);
    return with(copy -> copy.moving().fillMode = mode);
  }

  /** The number beyond the edges where the fill mode is constant. */
  public final L fillValue(double value) {
    return with(copy -> copy.moving().fillValue = value);
  }

  /** How pixels are found between pixels: nearest or bilinear. */
  public final L interpolation(String kind) {
    word("interpolation", INTERPOLATIONS, kind);
    return with(copy -> copy.moving().interpolation = kind);
  }

  /** Private fields are reached through the class that declares them. */
  final MovingAugmentation<L> moving() {
    return this;
  }

  final void describeMoving(Config config) {
    config.put("fill_mode", fillMode);
    config.put("interpolation", interpolation);
    config.put("seed", seed());
    config.put("fill_value", fillValue);
  }

  static <L extends MovingAugmentation<L>> L read(L made, Config config) {
    SpatialAxes.requireChannelsLast(made.className(), config);
    return made.fillMode(config.text("fill_mode", "reflect"))
        .fillValue(config.number("fill_value", 0))
        .interpolation(config.text("interpolation", "bilinear"))
        .seeded(config);
  }

  final L seeded(Config config) {
    return seed(Seed.read(config));
  }
}
