package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dropout that keeps mean and variance where activations are {@code SELU}: dropped elements get its
 * lowest value.
 */
public final class AlphaDropout extends BaseDropout<AlphaDropout> {
  /** The lowest value of the activation SELU: minus alpha times scale. */
  private static final double SELU_LOWEST = -1.7580993408473766;

  private @Nullable NoiseShape noiseShape;

  public AlphaDropout(double rate) {
    this(rate, false);
  }

  private AlphaDropout(double rate, boolean ofFile) {
    super(rate);
    checkRate(ofFile);
  }

  public static AlphaDropout read(Config config) {
    NoiseShape shape = NoiseShape.read(config);
    return new AlphaDropout(config.number("rate", 0), true)
        .seed(SeedOption.read(config))
        .with(copy -> copy.noiseShape = shape);
  }

  /**
   * Sets the shape of the random draws, the batch axis included: 1 shares one draw along an axis,
   * {@code ANY} is the input's size.
   */
  public AlphaDropout noiseShape(long... shape) {
    NoiseShape noise = new NoiseShape(shape.clone());
    if (!noise.valid()) {
      throw optionRefusal("noiseShape", "sizes above 0, or ANY for the input's", noise);
    }
    return with(copy -> copy.noiseShape = noise);
  }

  @Override
  public long[] noiseShapeFor(long... input) {
    return NoiseShape.of(noiseShape, input);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (noiseShape != null && !noiseShape.fits(only(inputs))) {
      throw refusal(inputs, "an input to which the noise shape " + noiseShape + " broadcasts", "");
    }
    return super.outputs(inputs);
  }

  @Override
  protected Value dropped(Value x, Value kept) {
    double scale = 1 / Math.sqrt((1 - rate()) * (1 + rate() * SELU_LOWEST * SELU_LOWEST));
    Value lowest = kept.subtractFrom(1).multiply(SELU_LOWEST);
    return x.multiply(kept).add(lowest).multiply(scale).add(-scale * SELU_LOWEST * rate());
  }

  @Override
  public String className() {
    return "AlphaDropout";
  }

  @Override
  protected void describe(Config config) {
    config.put("rate", rate());
    config.put("seed", seed());
    config.put("noise_shape", NoiseShape.written(noiseShape));
  }
}
