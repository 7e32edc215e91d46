package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.List;

/** Upsamples images by repeating pixels or by interpolation. */
public final class UpSampling2D extends BaseUpSampling<UpSampling2D> {
  private static final String NEAREST = "nearest";

  private String interpolation = NEAREST;

  /** Creates the layer with one factor for both axes or one for each. */
  public UpSampling2D(long... size) {
    super(2, size);
  }

  public static UpSampling2D read(Config config) {
    SpatialAxes.requireChannelsLast("UpSampling2D", config);
    return new UpSampling2D(config.wholes("size", 2))
        .interpolation(config.text("interpolation", NEAREST));
  }

  /**
   * Sets the interpolation: nearest repeats pixels; bilinear, bicubic, lanczos3 and lanczos5
   * interpolate.
   */
  public UpSampling2D interpolation(String interpolation) {
    if (!Resizing.INTERPOLATIONS.contains(interpolation)) {
      throw optionRefusal(
          "interpolation",
          "one of " + String.join(", ", Resizing.INTERPOLATIONS),
          '"' + interpolation + '"');
    }
    return with(copy -> copy.interpolation = interpolation);
  }

  public String interpolation() {
    return interpolation;
  }

  public boolean nearest() {
    return interpolation.equals(NEAREST);
  }

  @Override
  public boolean interpolates() {
    return !nearest();
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return nearest()
        ? repeated(x)
        : new ImageResize(interpolation, false)
            .apply(x, x.size(1) * factor(0), x.size(2) * factor(1));
  }

  @Override
  public String className() {
    return "UpSampling2D";
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("interpolation", interpolation);
  }
}
