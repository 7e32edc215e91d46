package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The maximum or the average of windows over (samples, space…, channels), where space has one to
 * three axes.
 *
 * @param size of the window, one number for each spatial axis
 * @param strides one for each spatial axis
 * @param same windows may extend beyond the edge; elements there are ignored
 */
public record Pooling(long[] size, long[] strides, boolean same) {
  private static final long CHANNELS_LAST = 1;

  public Pooling {
    size = size.clone();
    strides = strides.clone();
  }

  /** Computes the maximum; the first of equal elements receives the gradient. */
  public Value max(Value x) {
    return x.backend().pool(this, true, x);
  }

  public Value average(Value x) {
    return x.backend().pool(this, false, x);
  }

  Value compute(boolean largest, Value x) {
    return run(largest ? "max" : "avg", x);
  }

  /** The shape of the result. */
  long[] shape(long... x) {
    if (x.length != size.length + 2) {
      throw new IllegalArgumentException(
          "windows over " + size.length + " axes of the shape " + ShapeRules.text(x));
    }
    long[] shape = x.clone();
    for (int i = 0; i < size.length; i++) {
      shape[i + 1] = Convolution.windows(x[i + 1], size[i], strides[i], same, i + 1);
    }
    return shape;
  }

  private Value run(String kind, Value all) {
    Value x = same ? WindowReach.covered(all, size, strides) : all;
    if (size.length == 1) {
      Pooling flat = new Pooling(new long[] {1, size[0]}, new long[] {1, strides[0]}, same);
      return flat.run(kind, x.expand(1)).squeeze(1);
    }
    String op = kind + (size.length == 2 ? "pool2d" : "pool3dnew");
    long[] options = options();
    INDArray out = ArrayMath.empty(x.dataType(), outputShape(x.shape()));
    NativeOp.run(op, NativeOp.all(x.array()), NativeOp.all(out), options);
    return Value.primitive(
        out,
        List.of(x),
        g -> {
          INDArray back = ArrayMath.like(x.array());
          INDArray[] given = NativeOp.all(x.array(), ArrayMath.dense(g));
          NativeOp.run(op + "_bp", given, NativeOp.all(back), options);
          return NativeOp.all(back);
        });
  }

  private long[] options() {
    int rank = size.length;
    long[] options = new long[4 * rank + 3];
    System.arraycopy(size, 0, options, 0, rank);
    System.arraycopy(strides, 0, options, rank, rank);
    Arrays.fill(options, 3 * rank, 4 * rank, 1);
    options[4 * rank] = same ? 1 : 0;
    // 4 * rank + 1 is 0: an average excludes padding
    options[4 * rank + 2] = CHANNELS_LAST;
    return options;
  }

  private long[] outputShape(long[] x) {
    long[] shape = x.clone();
    for (int i = 0; i < size.length; i++) {
      shape[i + 1] = (same ? x[i + 1] - 1 : x[i + 1] - size[i]) / strides[i] + 1;
    }
    return shape;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pooling p
        && Arrays.equals(size, p.size)
        && Arrays.equals(strides, p.strides)
        && same == p.same;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(size) * 31 + Arrays.hashCode(strides);
  }
}
