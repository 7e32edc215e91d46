package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets a fraction of the samples to zero while training, as ConvNeXt of {@code keras.applications}
 * does with the results of its blocks.
 */
public final class StochasticDepth extends BaseDropout<StochasticDepth> {
  public StochasticDepth(double dropPathRate) {
    this(dropPathRate, false);
  }

  private StochasticDepth(double dropPathRate, boolean ofFile) {
    super(dropPathRate);
    checkRate(ofFile);
  }

  public static StochasticDepth read(Config config) {
    return new StochasticDepth(config.number("drop_path_rate", 0), true);
  }

  @Override
  public long[] noiseShapeFor(long... input) {
    long[] noise = input.clone();
    Arrays.fill(noise, 1, noise.length, 1);
    return noise;
  }

  /** Keras' layer does not pass masks on. */
  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return null;
  }

  @Override
  public String className() {
    return "StochasticDepth";
  }

  @Override
  public String module() {
    return "keras.src.applications.convnext";
  }

  @Override
  public String registeredName() {
    return className();
  }

  @Override
  protected void describe(Config config) {
    config.put("drop_path_rate", rate());
  }
}
