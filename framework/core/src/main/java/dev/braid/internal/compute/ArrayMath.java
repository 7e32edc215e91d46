package dev.braid.internal.compute;

import dev.braid.internal.environment.FreeMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;

/** Array operations whose results are in C order; the order of ND4J's own results varies. */
public final class ArrayMath {
  private ArrayMath() {}

  public static INDArray empty(DataType type, long... shape) {
    FreeMemory.check(type.width(), shape);
    return Nd4j.createUninitialized(type, shape, 'c');
  }

  /** Returns an array of zeros. */
  public static INDArray zeros(DataType type, long... shape) {
    FreeMemory.check(type.width(), shape);
    return Nd4j.zeros(type, shape);
  }

  /** Returns an array filled with one value. */
  public static INDArray full(DataType type, double value, long... shape) {
    FreeMemory.check(type.width(), shape);
    return Nd4j.valueArrayOf(shape, value, type);
  }

  public static INDArray like(INDArray array) {
    return empty(array.dataType(), array.shape());
  }

  public static INDArray add(INDArray a, INDArray b) {
    INDArray out = broadcastResult(a, b);
    Nd4j.exec(new AddOp(broadcastable(a, out), broadcastable(b, out), out));
    return out;
  }

  public static INDArray subtract(INDArray a, INDArray b) {
    INDArray out = broadcastResult(a, b);
    Nd4j.exec(new SubOp(broadcastable(a, out), broadcastable(b, out), out));
    return out;
  }

  public static INDArray multiply(INDArray a, INDArray b) {
    INDArray out = broadcastResult(a, b);
    Nd4j.exec(new MulOp(broadcastable(a, out), broadcastable(b, out), out));
    return out;
  }

  public static INDArray divide(INDArray a, INDArray b) {
    INDArray out = broadcastResult(a, b);
    Nd4j.exec(new DivOp(broadcastable(a, out), broadcastable(b, out), out));
    return out;
  }

  /** Adds a last axis with 1 at the index given by each element, in the same type. */
  public static INDArray oneHot(INDArray positions, long depth) {
    long[] shape = Arrays.copyOf(positions.shape(), positions.rank() + 1);
    shape[positions.rank()] = depth;
    INDArray out = empty(positions.dataType(), shape);
    Nd4j.exec(
        DynamicCustomOp.builder("onehot")
            .addInputs(positions.castTo(DataType.INT32))
            .addOutputs(out)
            .addIntegerArguments(-1, Math.toIntExact(depth))
            .addFloatingPointArguments(1.0, 0.0)
            .build());
    return out;
  }

  /** Returns the cumulative sum along an axis, from the start or from the end. */
  public static INDArray cumulativeSum(INDArray a, int axis, boolean fromEnd) {
    INDArray out = like(a);
    Nd4j.exec(
        DynamicCustomOp.builder("cumsum")
            .addInputs(a)
            .addOutputs(out)
            .addIntegerArguments(0, fromEnd ? 1 : 0, axis)
            .build());
    return out;
  }

  /** Runs a native operation by name and writes into the given result. */
  public static INDArray run(String name, INDArray out, INDArray... inputs) {
    CustomOp op = DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(out).build();
    Nd4j.exec(op);
    return out;
  }

  /** Returns the sum over axes; reduced axes keep size 1 if {@code keepDims}. */
  public static INDArray sum(INDArray a, boolean keepDims, int... axes) {
    if (axes.length == 0) {
      return a;
    }
    INDArray out = a.sum(keepDims, axes);
    return out;
  }

  /** Returns a dense array in C order: the array itself if it is dense. */
  public static INDArray dense(INDArray a) {
    return isDense(a) ? a : a.dup('c');
  }

  static boolean isDense(INDArray a) {
    long expected = 1;
    for (int i = a.rank() - 1; i >= 0; i--) {
      if (a.size(i) != 1 && a.stride(i) != expected) {
        return false;
      }
      expected *= a.size(i);
    }
    return a.ordering() == 'c' || a.rank() < 2;
  }

  /** Sums a gradient over the axes along which its value was broadcast. */
  public static INDArray unbroadcast(INDArray gradient, long... shape) {
    if (Arrays.equals(gradient.shape(), shape)) {
      return gradient;
    }
    int extra = gradient.rank() - shape.length;
    int[] axes = new int[gradient.rank()];
    int count = 0;
    for (int i = 0; i < gradient.rank(); i++) {
      if (i < extra || (shape[i - extra] == 1 && gradient.size(i) != 1)) {
        axes[count++] = i;
      }
    }
    INDArray summed = count == 0 ? gradient : gradient.sum(true, Arrays.copyOf(axes, count));
    return summed.reshape('c', shape);
  }

  /** Returns the shape of two arrays under NumPy's broadcasting rules. */
  public static long[] broadcastShape(long[] a, long[] b) {
    int rank = Math.max(a.length, b.length);
    long[] shape = new long[rank];
    for (int i = 0; i < rank; i++) {
      long x = i < rank - a.length ? 1 : a[i - (rank - a.length)];
      long y = i < rank - b.length ? 1 : b[i - (rank - b.length)];
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
      }
      shape[i] = x == 1 ? y : x;
    }
    return shape;
  }

  public static int axis(int axis, int rank) {
    int positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new IllegalArgumentException(
          "axis " + axis + " does not exist: there are " + rank + " axes");
    }
    return positive;
  }

  public static int[] axes(int[] axes, int rank) {
    int[] sorted = Arrays.stream(axes).map(a -> axis(a, rank)).sorted().toArray();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new IllegalArgumentException("axis " + sorted[i] + " is named twice");
      }
    }
    return sorted;
  }

  /** Reshapes an array of one element and lower rank, such as (4) with (1, 1): ND4J loses axes. */
  public static INDArray broadcastable(INDArray a, INDArray out) {
    boolean losesAxes = a.rank() < out.rank() && a.length() == out.length();
    return losesAxes ? a.reshape('c', out.shape()) : a;
  }

  private static INDArray broadcastResult(INDArray a, INDArray b) {
    long[] shape =
        Arrays.equals(a.shape(), b.shape()) ? a.shape() : broadcastShape(a.shape(), b.shape());
    return empty(a.dataType(), shape);
  }
}
