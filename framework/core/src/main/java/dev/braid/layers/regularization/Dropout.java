package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets a fraction of the elements to zero while training, and scales the others up accordingly. */
public final class Dropout extends BaseDropout<Dropout> {
  private @Nullable NoiseShape noiseShape;

  public Dropout(double rate) {
    this(rate, false);
  }

  private Dropout(double rate, boolean ofFile) {
    super(rate);
    checkRate(ofFile);
  }

  public static Dropout read(Config config) {
    NoiseShape shape = NoiseShape.read(config);
    return new Dropout(config.number("rate", 0), true)
        .seed(SeedOption.read(config))
        .with(copy -> copy.noiseShape = shape);
  }

  /**
   * Sets the shape of the random draws, the batch axis included: 1 shares one draw along an axis,
   * {@code ANY} is the input's size.
   */
  public Dropout noiseShape(long... shape) {
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
  public String className() {
    return "Dropout";
  }

  @Override
  protected void describe(Config config) {
    config.put("rate", rate());
    config.put("seed", seed());
    config.put("noise_shape", NoiseShape.written(noiseShape));
  }
}
