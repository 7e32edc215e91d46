package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.List;

/** What enlarging by interpolation computes; like Keras' it forgets masks. */
final class SpatialFormulas {
  private SpatialFormulas() {}

  static void rows() {
    row(
        UpSampling2D.class,
        (layer, scope, in) -> {
          Value x = in.get(0).value();
          if (layer.nearest()) {
            return List.of(new Flow(layer.repeated(x)));
          }
          ImageResize resized = new ImageResize(layer.interpolation(), false);
          long height = x.size(1) * layer.factor(0);
          long width = x.size(2) * layer.factor(1);
          return List.of(new Flow(resized.apply(x, height, width)));
        });
  }
}
