package dev.braid.ops;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions of (samples, space…, channels) with kernels of (space…, channels, filters), where
 * space has one to three axes.
 *
 * <p>They run on ND4J's native operations, which take oneDNN where there is one.
 *
 * @param strides one an axis of space
 * @param dilation one an axis of space
 * @param same zeros around the input, more of them behind than before; else none
 */
public record Convolution(long[] strides, long[] dilation, boolean same) {
  /** Marks arrays whose last axis is the channel, and kernels whose last axis is the filter. */
  private static final long CHANNELS_LAST = 1;

  private static final long FILTERS_LAST = 0;

  public Convolution {
    strides = strides.clone();
    dilation = dilation.clone();
  }

  /** The bias may be null. */
  public Value apply(Value x, Value kernel, Value bias) {
    if (strides.length == 1) {
      return drop(flat().apply(lift(x), liftKernel(kernel), bias));
    }
    long filters = kernel.size(-1);
    INDArray out = ArrayMath.empty(x.dataType(), outputShape(x.shape(), kernel.shape(), filters));
    String op = strides.length == 2 ? "conv2d" : "conv3dnew";
    return run(op, out, x, kernel, bias);
  }

  /** Each channel by itself, with kernels of (space…, channels, multiplier). */
  public Value depthwise(Value x, Value kernel, Value bias) {
    if (strides.length == 1) {
      return drop(flat().depthwise(lift(x), liftKernel(kernel), bias));
    }
    long filters = kernel.size(-1) * kernel.size(-2);
    INDArray out = ArrayMath.empty(x.dataType(), outputShape(x.shape(), kernel.shape(), filters));
    return run("depthwise_conv2d", out, x, kernel, bias);
  }

  /**
   * The whole of what a convolution with the kernel (space…, filters, channels) would turn into the
   * input, without padding.
   */
  public Value transposed(Value x, Value kernel) {
    if (strides.length == 1) {
      return drop(flat().transposed(lift(x), liftKernel(kernel)));
    }
    long[] shape = x.shape().clone();
    for (int i = 0; i < strides.length; i++) {
      shape[i + 1] = (shape[i + 1] - 1) * strides[i] + extent(kernel.shape(), i);
    }
    shape[strides.length + 1] = kernel.size(-2);
    INDArray out = ArrayMath.empty(x.dataType(), shape);
    return run(strides.length == 2 ? "deconv2d" : "deconv3d", out, x, kernel, null);
  }

  private Value run(String op, INDArray out, Value x, Value kernel, Value bias) {
    long[] options = options(kernel.shape());
    List<Value> inputs = bias == null ? List.of(x, kernel) : List.of(x, kernel, bias);
    INDArray[] arrays = inputs.stream().map(Value::array).toArray(INDArray[]::new);
    NativeOp.run(op, arrays, NativeOp.all(out), options);
    return Value.primitive(
        out,
        inputs,
        g -> {
          INDArray[] given = Arrays.copyOf(arrays, arrays.length + 1);
          given[arrays.length] = ArrayMath.dense(g);
          INDArray[] back =
              Arrays.stream(arrays).map(ArrayMath::like).toArray(INDArray[]::new);
          NativeOp.run(op + "_bp", given, back, options);
          return back;
        });
  }

  private long[] options(long[] kernel) {
    int rank = strides.length;
    long[] options = new long[4 * rank + 3];
    System.arraycopy(kernel, 0, options, 0, rank);
    System.arraycopy(strides, 0, options, rank, rank);
    System.arraycopy(dilation, 0, options, 3 * rank, rank);
    options[4 * rank] = same ? 1 : 0;
    options[4 * rank + 1] = CHANNELS_LAST;
    options[4 * rank + 2] = FILTERS_LAST;
    return options;
  }

  private long extent(long[] kernel, int axis) {
    return (kernel[axis] - 1) * dilation[axis] + 1;
  }

  private long[] outputShape(long[] x, long[] kernel, long filters) {
    long[] shape = x.clone();
    for (int i = 0; i < strides.length; i++) {
      long length = same ? x[i + 1] - 1 : x[i + 1] - extent(kernel, i);
      shape[i + 1] = length / strides[i] + 1;
    }
    shape[shape.length - 1] = filters;
    return shape;
  }

  // ---- sequences are pictures one row high

  private Convolution flat() {
    return new Convolution(new long[] {1, strides[0]}, new long[] {1, dilation[0]}, same);
  }

  private static Value lift(Value x) {
    return x.expand(1);
  }

  private static Value liftKernel(Value kernel) {
    return kernel.expand(0);
  }

  private static Value drop(Value x) {
    return x.squeeze(1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Convolution c
        && Arrays.equals(strides, c.strides)
        && Arrays.equals(dilation, c.dilation)
        && same == c.same;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(strides) * 31 + Arrays.hashCode(dilation);
  }
}
