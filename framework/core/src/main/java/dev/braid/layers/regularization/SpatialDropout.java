package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import java.util.Arrays;
import java.util.List;

/**
 * Dropout of entire feature maps.
 *
 * @param <L> the layer's class
 */
public abstract sealed class SpatialDropout<L extends SpatialDropout<L>> extends BaseDropout<L>
    permits SpatialDropout1D, SpatialDropout2D, SpatialDropout3D {
  private final int axes;

  /** Creates the layer for inputs with a number of axes between the batch axis and the features. */
  SpatialDropout(double rate, int axes, boolean ofFile) {
    super(rate);
    this.axes = axes;
    checkRate(ofFile);
  }

  /** One draw for each sample and feature. */
  @Override
  public final long[] noiseShapeFor(long... input) {
    long[] noise = input.clone();
    Arrays.fill(noise, 1, noise.length - 1, 1);
    return noise;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    only(inputs, axes + 1, "(samples, " + "…, ".repeat(axes) + "features)");
    return super.outputs(inputs);
  }

  @Override
  public final String className() {
    return "SpatialDropout" + axes + "D";
  }

  @Override
  public final Config config() {
    Config config = new Config().put("rate", rate()).put("seed", seed());
    config.put("name", name()).put("dtype", "float32");
    return axes == 1 ? config : config.put("data_format", "channels_last");
  }

  @Override
  protected final void describe(Config config) {
    // config() is overridden: Keras uses another order here
  }
}
