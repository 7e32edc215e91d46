package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.pooling. */
final class PoolingCases {
  private PoolingCases() {}

  private static final long[] LINE = shape(5, 2);
  private static final long[] IMAGE = shape(4, 3, 2);
  private static final long[] VOLUME = shape(3, 2, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        row("maxPooling1d", () -> maxPooling1d(), LINE).withMask(),
        row("maxPooling2d", () -> maxPooling2d(), IMAGE),
        row("maxPooling2d same", () -> maxPooling2d(3).strides(1, 2).padding(SAME), IMAGE),
        row("maxPooling2d same leaping", () -> maxPooling2d(1).strides(4, 3).padding(SAME), IMAGE),
        row("maxPooling3d", () -> maxPooling3d(), VOLUME),
        row("maxPooling3d same", () -> maxPooling3d().padding(SAME), VOLUME),
        row("averagePooling1d", () -> averagePooling1d(3).strides(1), LINE),
        row("averagePooling2d", () -> averagePooling2d(2, 3), IMAGE),
        row("averagePooling2d same", () -> averagePooling2d(3).padding(SAME), IMAGE),
        row(
            "averagePooling1d same leaping",
            () -> averagePooling1d(2).strides(4).padding(SAME),
            LINE),
        row("averagePooling3d", () -> averagePooling3d(2, 1, 3), VOLUME),
        row("averagePooling3d same", () -> averagePooling3d().padding(SAME), VOLUME),
        row("adaptiveAveragePooling1d", () -> adaptiveAveragePooling1d(3), LINE),
        row("adaptiveAveragePooling2d", () -> adaptiveAveragePooling2d(3, 2), IMAGE),
        row("adaptiveAveragePooling3d", () -> adaptiveAveragePooling3d(2, 1, 4), VOLUME),
        row("adaptiveMaxPooling1d", () -> adaptiveMaxPooling1d(2), LINE),
        row("adaptiveMaxPooling2d", () -> adaptiveMaxPooling2d(2), IMAGE),
        row("adaptiveMaxPooling3d", () -> adaptiveMaxPooling3d(1, 2, 2), VOLUME),
        row("globalMaxPooling1d", () -> globalMaxPooling1d(), LINE).withMask(),
        row("globalMaxPooling2d", () -> globalMaxPooling2d().keepdims(true), IMAGE),
        row("globalMaxPooling3d", () -> globalMaxPooling3d(), VOLUME),
        row("globalAveragePooling1d", () -> globalAveragePooling1d(), LINE).withMask(),
        row("globalAveragePooling1d keepdims", () -> globalAveragePooling1d().keepdims(true), LINE)
            .withMask(),
        row("globalAveragePooling2d", () -> globalAveragePooling2d(), IMAGE),
        row("globalAveragePooling3d", () -> globalAveragePooling3d().keepdims(true), VOLUME));
  }
}
