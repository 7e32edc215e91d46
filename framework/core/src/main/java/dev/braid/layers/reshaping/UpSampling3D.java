package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.layers.SpatialAxes;

/** Repeats every element of a volume along its axes. */
public final class UpSampling3D extends BaseUpSampling<UpSampling3D> {
  /** Creates the layer with one factor for all axes or one for each. */
  public UpSampling3D(long... size) {
    super(3, size);
  }

  public static UpSampling3D read(Config config) {
    SpatialAxes.requireChannelsLast("UpSampling3D", config);
    return new UpSampling3D(config.wholes("size", 2));
  }

  @Override
  public String className() {
    return "UpSampling3D";
  }
}
