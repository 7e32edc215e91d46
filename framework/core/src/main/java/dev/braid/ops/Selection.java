package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Selects elements by index; negative indices count from the end. */
final class Selection {
  private Selection() {}

  static Value take(Value x, INDArray positions, int axis) {
    long[] from = x.shape();
    long[] chosen = positions.shape();
    long[] shape = new long[from.length - 1 + chosen.length];
    System.arraycopy(from, 0, shape, 0, axis);
    System.arraycopy(chosen, 0, shape, axis, chosen.length);
    System.arraycopy(from, axis + 1, shape, axis + chosen.length, from.length - axis - 1);
    Value front = axis == 0 ? x : x.permute(moved(axis, 0, from.length));
    Value rows = front.reshape(from[axis], elements(from) / Math.max(1, from[axis]));
    Value picked = rows(rows, positions);
    if (axis == 0) {
      return picked.reshape(shape);
    }
    long[] rest = new long[from.length];
    rest[0] = positions.length();
    for (int i = 0, k = 1; i < from.length; i++) {
      if (i != axis) {
        rest[k++] = from[i];
      }
    }
    return picked.reshape(rest).permute(moved(0, axis, from.length)).reshape(shape);
  }

  /** The order that moves one axis. */
  static int[] moved(int from, int to, int rank) {
    List<Integer> order =
        new java.util.ArrayList<>(IntStream.range(0, rank).filter(i -> i != from).boxed().toList());
    order.add(to, from);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long elements(long... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static Value rows(Value table, INDArray positions) {
    INDArray flat = flat(positions, table.size(0));
    long width = table.size(1);
    INDArray picked = ArrayMath.empty(table.dataType(), positions.length(), width);
    Nd4j.exec(
        DynamicCustomOp.builder("gather")
            .addInputs(table.array(), flat)
            .addOutputs(picked)
            .addIntegerArguments(0)
            .build());
    return Value.primitive(
        picked, List.of(table), g -> new INDArray[] {scattered(g, flat, table.size(0))});
  }

  private static INDArray flat(INDArray positions, long size) {
    INDArray flat =
        positions.castTo(DataType.INT32).dup('c').reshape('c', new long[] {positions.length()});
    int[] elements = flat.data().asInt();
    boolean negative = false;
    for (int i = 0; i < elements.length; i++) {
      negative |= elements[i] < 0;
      elements[i] += elements[i] < 0 ? (int) size : 0;
    }
    return negative ? Nd4j.createFromArray(elements) : flat;
  }

  /** Adds rows to rows of zeros by index. */
  private static INDArray scattered(INDArray rows, INDArray positions, long count) {
    long width = rows.length() / Math.max(1, positions.length());
    INDArray sums = ArrayMath.zeros(rows.dataType(), count, width);
    INDArray updates = ArrayMath.dense(rows).reshape('c', positions.length(), width);
    // without the lock, threads that update the same row lose each other's updates
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_add")
            .addInputs(sums, positions, updates)
            .addOutputs(sums)
            .addBooleanArguments(true)
            .build());
    return sums;
  }

  static Value segmentSum(Value x, INDArray segments, long count) {
    long[] shape = x.shape().clone();
    shape[0] = count + 1;
    // rows with other numbers are added to a last row, which is dropped
    INDArray known = NativeFunctions.map(segments, s -> s < 0 || s >= count ? count : s);
    INDArray flat = known.castTo(DataType.INT32).reshape('c', new long[] {known.length()});
    INDArray sums = scattered(x.array(), flat, count + 1).reshape('c', shape);
    Value all =
        Value.primitive(
            sums,
            List.of(x),
            g -> {
              long width = g.length() / g.size(0);
              INDArray rows = ArrayMath.dense(g).reshape('c', g.size(0), width);
              return new INDArray[] {
                rows(Value.constant(rows), flat).array().reshape('c', x.shape())
              };
            });
    return all.slice(0, 0, count);
  }

  static Value takeAlongAxis(Value x, INDArray positions, int axis) {
    int[] sources = sources(x.shape(), positions, axis);
    Value flat = x.reshape(x.array().length(), 1);
    return rows(flat, Nd4j.createFromArray(sources)).reshape(positions.shape());
  }

  /** The offset of each selected element in C order. */
  private static int[] sources(long[] from, INDArray positions, int axis) {
    long[] shape = positions.shape();
    int[] chosen = positions.castTo(DataType.INT32).dup('c').data().asInt();
    int[] sources = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      long rest = i;
      long source = 0;
      long stride = 1;
      for (int k = shape.length - 1; k >= 0; k--) {
        long at = rest % shape[k];
        rest /= shape[k];
        if (k == axis) {
          at = chosen[i] < 0 ? chosen[i] + from[k] : chosen[i];
        } else if (from[k] == 1) {
          at = 0;
        }
        source += at * stride;
        stride *= from[k];
      }
      sources[i] = Math.toIntExact(source);
    }
    return sources;
  }
}
