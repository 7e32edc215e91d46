package dev.braid.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Operations that move elements and compute nothing. */
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

  static Value expand(Value a, int axis) {
    int at = axis < 0 ? axis + a.rank() + 1 : axis;
    long[] shape = new long[a.rank() + 1];
    for (int i = 0, k = 0; i < shape.length; i++) {
      shape[i] = i == at ? 1 : a.size(k++);
    }
    return reshape(a, shape);
  }

  static Value squeeze(Value a, int axis) {
    int at = ArrayMath.axis(axis, a.rank());
    if (a.size(at) != 1) {
      throw new IllegalArgumentException("axis " + axis + " has " + a.size(at) + " elements");
    }
    long[] shape = IntStream.range(0, a.rank()).filter(i -> i != at).mapToLong(a::size).toArray();
    return reshape(a, shape);
  }

  static Value slice(Value a, int axis, long from, long to) {
    return Value.primitive(
        part(a.array(), axis, from, to).dup('c'),
        List.of(a),
        g -> {
          INDArray whole = ArrayMath.zeros(g.dataType(), a.shape());
          part(whole, axis, from, to).assign(g);
          return new INDArray[] {whole};
        });
  }

  /** A view of elements [from, to) of one axis; INDArray.get stumbles over windows of one. */
  static INDArray part(INDArray whole, int axis, long from, long to) {
    int at = ArrayMath.axis(axis, whole.rank());
    long[] shape = whole.shape().clone();
    shape[at] = to - from;
    return Nd4j.create(
        whole.data(),
        shape,
        whole.stride(),
        whole.offset() + from * whole.stride(at),
        whole.ordering(),
        whole.dataType());
  }

  /** Parts that are views, and whose gradients are gathered in one array. */
  static List<Value> unstack(Value a) {
    INDArray array = ArrayMath.dense(a.array());
    // this value is seen by the parts alone, so that what they gather is not copied in between
    Value own = Value.primitive(array, List.of(a), g -> new INDArray[] {g});
    INDArray[] whole = new INDArray[1];
    List<Value> parts = new ArrayList<>();
    for (long t = 0; t < a.size(0); t++) {
      long at = t;
      parts.add(
          Value.primitive(
              array.slice(at),
              List.of(own),
              g -> {
                boolean first = whole[0] == null;
                if (first) {
                  whole[0] = ArrayMath.zeros(g.dataType(), array.shape());
                }
                whole[0].slice(at).assign(g);
                return new INDArray[] {first ? whole[0] : null};
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

  static Value tile(Value a, int axis, int times) {
    return concat(axis, java.util.Collections.nCopies(times, a));
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

  static Value rows(Value table, INDArray indices) {
    INDArray flat = indices.castTo(DataType.INT32).reshape('c', new long[] {indices.length()});
    long width = table.size(1);
    INDArray picked = ArrayMath.empty(table.dataType(), indices.length(), width);
    Nd4j.exec(
        DynamicCustomOp.builder("gather")
            .addInputs(table.array(), flat)
            .addOutputs(picked)
            .addIntegerArguments(0)
            .build());
    long[] shape = Arrays.copyOf(indices.shape(), indices.rank() + 1);
    shape[indices.rank()] = width;
    return Value.primitive(
        picked.reshape('c', shape),
        List.of(table),
        g -> {
          INDArray back = ArrayMath.zeros(table.dataType(), table.shape());
          INDArray updates = ArrayMath.dense(g).reshape('c', new long[] {flat.length(), width});
          // without the lock, threads that meet at one row lose what the other added
          Nd4j.exec(
              DynamicCustomOp.builder("scatter_add")
                  .addInputs(back, flat, updates)
                  .addOutputs(back)
                  .addBooleanArguments(true)
                  .build());
          return new INDArray[] {back};
        });
  }
}
