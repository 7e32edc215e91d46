package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.engine.gradients.LayerCase.of;
import static dev.braid.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.pooling. */
final class PoolingCases {
  private PoolingCases() {}

  private static final long[] LINE = shape(5, 2);
  private static final long[] PICTURE = shape(4, 3, 2);
  private static final long[] VOLUME = shape(3, 2, 3, 2);

  static List<LayerCase> rows() {
    return List.of(
        of("maxPooling1d", () -> maxPooling1d(), LINE).withMask(),
        of("maxPooling2d", () -> maxPooling2d(), PICTURE),
        of("maxPooling2d same", () -> maxPooling2d(3).strides(1, 2).padding(SAME), PICTURE),
        of("maxPooling3d", () -> maxPooling3d(), VOLUME),
        of("maxPooling3d same", () -> maxPooling3d().padding(SAME), VOLUME),
        of("averagePooling1d", () -> averagePooling1d(3).strides(1), LINE),
        of("averagePooling2d", () -> averagePooling2d(2, 3), PICTURE),
        of("averagePooling2d same", () -> averagePooling2d(3).padding(SAME), PICTURE),
        of("averagePooling3d", () -> averagePooling3d(2, 1, 3), VOLUME),
        of("averagePooling3d same", () -> averagePooling3d().padding(SAME), VOLUME),
        of("globalMaxPooling1d", () -> globalMaxPooling1d(), LINE).withMask(),
        of("globalMaxPooling2d", () -> globalMaxPooling2d().keepdims(true), PICTURE),
        of("globalMaxPooling3d", () -> globalMaxPooling3d(), VOLUME),
        of("globalAveragePooling1d", () -> globalAveragePooling1d(), LINE).withMask(),
        of("globalAveragePooling1d keepdims", () -> globalAveragePooling1d().keepdims(true), LINE)
            .withMask(),
        of("globalAveragePooling2d", () -> globalAveragePooling2d(), PICTURE),
        of("globalAveragePooling3d", () -> globalAveragePooling3d().keepdims(true), VOLUME));
  }
}
