package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.reshaping.BaseCropping;
import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.BaseZeroPadding;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.Value;
import java.util.ArrayList;
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
            List.of(layer.bilinear() ? between(layer, in.get(0)) : repeated(layer, in.get(0))));
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

  private static Flow between(UpSampling2D layer, Flow in) {
    Value out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      out = between(out, i + 1, Math.toIntExact(layer.factor(i)));
    }
    return new Flow(out);
  }

  /** Straight lines between the middles of elements; the outermost ones go on as they are. */
  private static Value between(Value x, int axis, int times) {
    if (times == 1) {
      return x;
    }
    long size = x.size(axis);
    Value previous = x.slice(axis, 0, 1);
    Value next = x.slice(axis, size - 1, size);
    if (size > 1) {
      previous = Value.concat(axis, List.of(previous, x.slice(axis, 0, size - 1)));
      next = Value.concat(axis, List.of(x.slice(axis, 1, size), next));
    }
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      double offset = (i + 0.5) / times - 0.5;
      Value neighbour = offset < 0 ? previous : next;
      parts.add(x.multiply(1 - Math.abs(offset)).add(neighbour.multiply(Math.abs(offset))));
    }
    return interleaved(axis, parts);
  }

  /** The first elements of all parts, then the second ones, and so on. */
  private static Value interleaved(int axis, List<Value> parts) {
    long[] shape = parts.get(0).shape().clone();
    shape[axis] *= parts.size();
    return Value.stack(axis + 1, parts).reshape(shape);
  }
}
