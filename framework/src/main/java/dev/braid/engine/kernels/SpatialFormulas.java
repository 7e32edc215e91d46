package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.reshaping.BaseCropping;
import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.BaseZeroPadding;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.ImageResize;
import dev.braid.ops.Value;
import java.util.Collections;
import java.util.List;

/** What padding, cropping and enlarging compute; like Keras' they forget masks. */
final class SpatialFormulas {
  private SpatialFormulas() {}

  static void rows() {
    row(BaseZeroPadding.class, (layer, scope, in) -> List.of(padded(layer, in.get(0))));
    row(BaseCropping.class, (layer, scope, in) -> List.of(cropped(layer, in.get(0))));
    row(BaseUpSampling.class, (layer, scope, in) -> List.of(repeated(layer, in.get(0))));
    row(
        UpSampling2D.class,
        (layer, scope, in) ->
            List.of(layer.nearest() ? repeated(layer, in.get(0)) : enlarged(layer, in.get(0))));
  }

  private static Flow padded(BaseZeroPadding<?> layer, Flow in) {
    Value out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      out = out.pad(i + 1, layer.before(i), layer.after(i), 0);
    }
    return new Flow(out);
  }

  private static Flow cropped(BaseCropping<?> layer, Flow in) {
    layer.outputs(List.of(in.spec()));
    Value out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      if (layer.before(i) + layer.after(i) > 0) {
        out = out.slice(i + 1, layer.before(i), out.size(i + 1) - layer.after(i));
      }
    }
    return new Flow(out);
  }

  private static Flow repeated(BaseUpSampling<?> layer, Flow in) {
    Value out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      int times = Math.toIntExact(layer.factor(i));
      if (times > 1) {
        List<Value> copies = Collections.nCopies(times, out);
        out = interleaved(i + 1, copies);
      }
    }
    return new Flow(out);
  }

  private static Flow enlarged(UpSampling2D layer, Flow in) {
    Value x = in.value();
    ImageResize resized = new ImageResize(layer.interpolation(), false);
    return new Flow(resized.apply(x, x.size(1) * layer.factor(0), x.size(2) * layer.factor(1)));
  }

  /** The first elements of all parts, then the second ones, and so on. */
  private static Value interleaved(int axis, List<Value> parts) {
    long[] shape = parts.get(0).shape().clone();
    shape[axis] *= parts.size();
    return Value.stack(axis + 1, parts).reshape(shape);
  }
}
