package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for padding, cropping and enlarging in dev.braid.layers.reshaping. */
final class SpatialCases {
  private SpatialCases() {}

  private static final long[] LINE = shape(4, 2);
  private static final long[] PICTURE = shape(4, 3, 2);
  private static final long[] VOLUME = shape(3, 2, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        of("zeroPadding1d", () -> zeroPadding1d(0, 2), LINE).withMask(),
        of("zeroPadding2d", () -> zeroPadding2d(1, 0, 2, 3), PICTURE),
        of("zeroPadding3d", () -> zeroPadding3d(1), VOLUME),
        of("cropping1d", () -> cropping1d(1), LINE).withMask(),
        of("cropping2d", () -> cropping2d(1, 0), PICTURE),
        of("cropping3d", () -> cropping3d(1, 0, 1), VOLUME),
        of("upSampling1d", () -> upSampling1d(3), LINE).withMask(),
        of("upSampling2d", () -> upSampling2d(2, 3), PICTURE),
        of("upSampling2d bilinear", () -> upSampling2d(3, 2).interpolation("bilinear"), PICTURE),
        of("upSampling2d bicubic", () -> upSampling2d(2).interpolation("bicubic"), PICTURE),
        of("upSampling2d lanczos3", () -> upSampling2d(1, 3).interpolation("lanczos3"), PICTURE),
        of("upSampling3d", () -> upSampling3d(), VOLUME));
  }
}
