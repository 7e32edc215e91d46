package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Rearranges elements without computing. */
final class Shapes {
  private Shapes() {}

  static Value reshape(Value a, long... shape) {
    long[] from = a.shape();
    INDArray out = ArrayMath.dense(a.array()).reshape('c', shape);
    return Value.primitive(
        out, List.of(a), g -> new INDArray[] {ArrayMath.dense(g).reshape('c', from)});
  }

  static Value permute(Value a, int... axes) {
    int[] back = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      back[axes[i]] = i;
    }
    return Value.primitive(
        a.array().permute(axes).dup('c'),
        List.of(a),
        g -> new INDArray[] {g.permute(back).dup('c')});
  }

  static Value slice(Value a, int axis, long from, long to, long step) {
    return Value.primitive(
        part(a.array(), axis, from, to, step).dup('c'),
        List.of(a),
        g -> {
          INDArray full = ArrayMath.zeros(g.dataType(), a.shape());
          part(full, axis, from, to, step).assign(g);
          return new INDArray[] {full};
        });
  }

  private static INDArray part(INDArray full, int axis, long from, long to) {
    return part(full, axis, from, to, 1);
  }

  /** A view of elements of one axis, for which INDArray.get fails on single elements. */
  private static INDArray part(INDArray full, int axis, long from, long to, long step) {
    long[] shape = full.shape().clone();
    long[] stride = full.stride().clone();
    shape[axis] = Math.max(0, (to - from + step - 1) / step);
    stride[axis] *= step;
    return Nd4j.create(
        full.data(),
        shape,
        stride,
        full.offset() + from * full.stride(axis),
        full.ordering(),
        full.dataType());
  }

  /** Splits a value into views whose gradients are accumulated in one array. */
  static List<Value> unstack(Value a) {
    INDArray array = ArrayMath.dense(a.array());
    // only the parts use this value, so that their gradients are not copied
    Value shared = Value.primitive(array, List.of(a), g -> new INDArray[] {g});
    INDArray[] full = new INDArray[1];
    List<Value> parts = new ArrayList<>();
    for (long t = 0; t < a.size(0); t++) {
      long at = t;
      parts.add(
          Value.primitive(
              array.slice(at),
              List.of(shared),
              g -> {
                boolean first = full[0] == null;
                if (first) {
                  full[0] = ArrayMath.zeros(g.dataType(), array.shape());
                }
                full[0].slice(at).assign(g);
                return new INDArray[] {first ? full[0] : null};
              }));
    }
    return parts;
  }

  static Value reverse(Value a, int axis) {
    int at = ArrayMath.axis(axis, a.rank());
    return Value.primitive(
        reversed(a.array(), at), List.of(a), g -> new INDArray[] {reversed(g, at)});
  }

  private static INDArray reversed(INDArray a, int axis) {
    INDArray out = ArrayMath.like(a);
    Nd4j.exec(
        DynamicCustomOp.builder("reverse")
            .addInputs(a)
            .addOutputs(out)
            .addIntegerArguments(axis)
            .build());
    return out;
  }

  static Value concat(int axis, List<Value> parts) {
    int at = ArrayMath.axis(axis, parts.get(0).rank());
    if (parts.size() == 1) {
      return parts.get(0);
    }
    INDArray[] arrays = parts.stream().map(Value::array).toArray(INDArray[]::new);
    long[] shape = arrays[0].shape().clone();
    shape[at] = Arrays.stream(arrays).mapToLong(array -> array.size(at)).sum();
    INDArray out = ArrayMath.empty(arrays[0].dataType(), shape);
    Nd4j.exec(
        DynamicCustomOp.builder("concat")
            .addInputs(arrays)
            .addOutputs(out)
            .addIntegerArguments(at)
            .build());
    return Value.primitive(
        out,
        parts,
        g -> {
          INDArray[] back = new INDArray[arrays.length];
          long from = 0;
          for (int i = 0; i < back.length; i++) {
            long to = from + arrays[i].size(at);
            if (parts.get(i).tracked()) {
              back[i] = part(g, at, from, to).dup('c');
            }
            from = to;
          }
          return back;
        });
  }

  static Value pad(Value a, int axis, long before, long after, double fill) {
    int at = ArrayMath.axis(axis, a.rank());
    if (before == 0 && after == 0) {
      return a;
    }
    long[] shape = a.shape().clone();
    shape[at] += before + after;
    long to = before + a.size(at);
    INDArray out = ArrayMath.full(a.dataType(), fill, shape);
    part(out, at, before, to).assign(a.array());
    return Value.primitive(out, List.of(a), g -> new INDArray[] {part(g, at, before, to).dup('c')});
  }

  static Value broadcastTo(Value a, long... shape) {
    if (Arrays.equals(a.shape(), shape)) {
      return a;
    }
    return Value.primitive(
        ArrayMath.add(ArrayMath.zeros(a.dataType(), shape), a.array()),
        List.of(a),
        g -> new INDArray[] {ArrayMath.unbroadcast(g, a.shape())});
  }

  /** Pads an axis by mirrored elements. */
  static Value mirror(Value a, int axis, long before, long after, PadMode mode) {
    long size = a.size(axis);
    long border = mode == PadMode.REFLECT ? 1 : 0;
    List<Value> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(a.slice(axis, border, border + before).reverse(axis));
    }
    parts.add(a);
    if (after > 0) {
      parts.add(a.slice(axis, size - border - after, size - border).reverse(axis));
    }
    return Value.concat(axis, parts);
  }
}
