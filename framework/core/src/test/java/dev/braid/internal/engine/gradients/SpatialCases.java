package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for padding, cropping and enlarging in dev.braid.layers.reshaping. */
final class SpatialCases {
  private SpatialCases() {}

  private static final long[] LINE = shape(4, 2);
  private static final long[] IMAGE = shape(4, 3, 2);
  private static final long[] VOLUME = shape(3, 2, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        row("zeroPadding1d", () -> zeroPadding1d(0, 2), LINE).withMask(),
        row("zeroPadding2d", () -> zeroPadding2d(1, 0, 2, 3), IMAGE),
        row("zeroPadding3d", () -> zeroPadding3d(1), VOLUME),
        row("cropping1d", () -> cropping1d(1), LINE).withMask(),
        row("cropping2d", () -> cropping2d(1, 0), IMAGE),
        row("cropping3d", () -> cropping3d(1, 0, 1), VOLUME),
        row("upSampling1d", () -> upSampling1d(3), LINE).withMask(),
        row("upSampling2d", () -> upSampling2d(2, 3), IMAGE),
        row("upSampling2d bilinear", () -> upSampling2d(3, 2).interpolation("bilinear"), IMAGE),
        row("upSampling2d bicubic", () -> upSampling2d(2).interpolation("bicubic"), IMAGE),
        row("upSampling2d lanczos3", () -> upSampling2d(1, 3).interpolation("lanczos3"), IMAGE),
        row("upSampling3d", () -> upSampling3d(), VOLUME));
  }
}
