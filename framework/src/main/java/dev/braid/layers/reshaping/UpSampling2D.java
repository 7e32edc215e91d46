package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.layers.SpatialAxes;

/** Makes pictures larger by repeating pixels, or by what lies between them. */
public final class UpSampling2D extends BaseUpSampling<UpSampling2D> {
  private static final String NEAREST = "nearest";
  private static final String BILINEAR = "bilinear";

  private String interpolation = NEAREST;

  /** The factor is one number for both axes or one for each. */
  public UpSampling2D(long... size) {
    super(2, size);
  }

  public static UpSampling2D read(Config config) {
    SpatialAxes.requireChannelsLast("UpSampling2D", config);
    return new UpSampling2D(config.wholes("size", 2))
        .interpolation(config.text("interpolation", NEAREST));
  }

  /** {@code "nearest"} repeats pixels, {@code "bilinear"} draws straight lines between them. */
  public UpSampling2D interpolation(String interpolation) {
    if (!interpolation.equals(NEAREST) && !interpolation.equals(BILINEAR)) {
      throw optionRefusal(
          "interpolation", "\"nearest\" or \"bilinear\"", '"' + interpolation + '"');
    }
    return with(copy -> copy.interpolation = interpolation);
  }

  public boolean bilinear() {
    return interpolation.equals(BILINEAR);
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
