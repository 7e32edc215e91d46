package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions of (samples, space…, channels) with kernels of (space…, channels, filters), where
 * space has one to three axes.
 *
 * <p>They run on ND4J's native operations, which use oneDNN if it is available.
 *
 * @param strides one for each spatial axis
 * @param dilation one for each spatial axis
 * @param same zeros around the input, more of them after than before; otherwise none
 */
public record Convolution(long[] strides, long[] dilation, boolean same) {
  /** Flags for arrays with channels last and kernels with filters last. */
  private static final long CHANNELS_LAST = 1;

  private static final long FILTERS_LAST = 0;

  public Convolution {
    strides = strides.clone();
    dilation = dilation.clone();
  }

  /** Computes a convolution; the bias may be null. */
  public Value apply(Value x, Value kernel, @Nullable Value bias) {
    OperationBackend backend = backend(x, kernel);
    return backend.convolve(this, backend.adopt(x), backend.adopt(kernel), adopted(backend, bias));
  }

  /** Computes a convolution of each channel, with kernels of (space…, channels, multiplier). */
  public Value depthwise(Value x, Value kernel, @Nullable Value bias) {
    OperationBackend backend = backend(x, kernel);
    return backend.convolveDepthwise(
        this, backend.adopt(x), backend.adopt(kernel), adopted(backend, bias));
  }

  /**
   * Computes the transposed convolution with a kernel (space…, filters, channels), without padding.
   */
  public Value transposed(Value x, Value kernel) {
    OperationBackend backend = backend(x, kernel);
    return backend.convolveTransposed(this, backend.adopt(x), backend.adopt(kernel));
  }

  private static OperationBackend backend(Value x, Value kernel) {
    return x instanceof ArrayValue ? kernel.backend() : x.backend();
  }

  private static @Nullable Value adopted(OperationBackend backend, @Nullable Value bias) {
    return bias == null ? null : backend.adopt(bias);
  }

  Value compute(Value x, Value kernel, @Nullable Value bias) {
    if (strides.length == 1) {
      return drop(flat().compute(lift(x), liftKernel(kernel), bias));
    }
    if (dilated()) {
      DilationPhases phases = new DilationPhases(dilation, same ? padded(x, kernel) : x);
      Value each = dense().compute(phases.split(), kernel, bias);
      return phases.join(each, kernel, -1);
    }
    String op = strides.length == 2 ? "conv2d" : "conv3dnew";
    return run(op, outputShape(x, kernel, kernel.size(-1)), covered(x, kernel), kernel, bias, same);
  }

  Value computeDepthwise(Value x, Value kernel, @Nullable Value bias) {
    if (strides.length == 1) {
      return drop(flat().computeDepthwise(lift(x), liftKernel(kernel), bias));
    }
    if (dilated()) {
      DilationPhases phases = new DilationPhases(dilation, same ? padded(x, kernel) : x);
      Value each = dense().computeDepthwise(phases.split(), kernel, bias);
      return phases.join(each, kernel, -1);
    }
    long filters = kernel.size(-1) * kernel.size(-2);
    long[] shape = outputShape(x, kernel, filters);
    return run("depthwise_conv2d", shape, covered(x, kernel), kernel, bias, same);
  }

  Value computeTransposed(Value x, Value kernel) {
    if (strides.length == 1) {
      return drop(flat().computeTransposed(lift(x), liftKernel(kernel)));
    }
    if (dilated()) {
      DilationPhases phases = new DilationPhases(dilation, x);
      return phases.join(dense().computeTransposed(phases.split(), kernel), kernel, 1);
    }
    long[] shape = x.shape().clone();
    for (int i = 0; i < strides.length; i++) {
      shape[i + 1] = (shape[i + 1] - 1) * strides[i] + kernel.size(i);
    }
    shape[strides.length + 1] = kernel.size(-2);
    return run(strides.length == 2 ? "deconv2d" : "deconv3d", shape, x, kernel, null, false);
  }

  private Value run(
      String op, long[] shape, Value x, Value kernel, @Nullable Value bias, boolean padded) {
    INDArray out = ArrayMath.empty(x.dataType(), shape);
    long[] options = options(padded, kernel.shape());
    List<Value> inputs = bias == null ? List.of(x, kernel) : List.of(x, kernel, bias);
    INDArray[] arrays = inputs.stream().map(Value::array).toArray(INDArray[]::new);
    NativeOp.run(op, arrays, NativeOp.all(out), options);
    return Value.primitive(
        out,
        inputs,
        g -> {
          INDArray[] given = Arrays.copyOf(arrays, arrays.length + 1);
          given[arrays.length] = ArrayMath.dense(g);
          INDArray[] back = Arrays.stream(arrays).map(ArrayMath::like).toArray(INDArray[]::new);
          NativeOp.run(op + "_bp", given, back, options);
          return back;
        });
  }

  private long[] options(boolean padded, long... kernel) {
    int rank = strides.length;
    long[] options = new long[4 * rank + 3];
    System.arraycopy(kernel, 0, options, 0, rank);
    System.arraycopy(strides, 0, options, rank, rank);
    Arrays.fill(options, 3 * rank, 4 * rank, 1);
    options[4 * rank] = padded ? 1 : 0;
    options[4 * rank + 1] = CHANNELS_LAST;
    options[4 * rank + 2] = FILTERS_LAST;
    return options;
  }

  private Value covered(Value x, Value kernel) {
    return same ? WindowReach.covered(x, kernel.shape(), strides) : x;
  }

  /** The shape of the result; the filters are the kernel's last axis, or the product of two. */
  long[] shape(long[] x, long[] kernel, int filters) {
    checkRanks(x, kernel);
    long[] shape = x.clone();
    for (int i = 0; i < strides.length; i++) {
      long extent = (kernel[i] - 1) * dilation[i] + 1;
      shape[i + 1] = windows(x[i + 1], kernel[i] < 0 ? -1 : extent, strides[i], same, i + 1);
    }
    long last = kernel[kernel.length - 1];
    long channels = kernel[kernel.length - 2];
    boolean known = last >= 0 && (filters == -1 || channels >= 0);
    shape[shape.length - 1] = !known ? -1 : filters == -1 ? last : last * channels;
    return shape;
  }

  /** The shape of the transposed convolution. */
  long[] transposedShape(long[] x, long[] kernel) {
    checkRanks(x, kernel);
    long[] shape = x.clone();
    for (int i = 0; i < strides.length; i++) {
      shape[i + 1] =
          x[i + 1] < 0 ? -1 : (x[i + 1] - 1) * strides[i] + (kernel[i] - 1) * dilation[i] + 1;
    }
    shape[strides.length + 1] = kernel[kernel.length - 2];
    return shape;
  }

  private void checkRanks(long[] x, long[] kernel) {
    if (x.length != strides.length + 2 || kernel.length != x.length) {
      throw new IllegalArgumentException(
          "a convolution of the shape "
              + ShapeRules.text(x)
              + " with a kernel of the shape "
              + ShapeRules.text(kernel));
    }
  }

  /** The number of windows along an axis. */
  static long windows(long size, long extent, long stride, boolean same, int axis) {
    if (size < 0 || extent < 0) {
      return -1;
    }
    if (!same && size < extent) {
      throw new IllegalArgumentException(
          "a window of " + extent + " does not fit into axis " + axis + " of size " + size);
    }
    return (same ? size - 1 : size - extent) / stride + 1;
  }

  private long[] outputShape(Value x, Value kernel, long filters) {
    long[] shape = x.shape().clone();
    for (int i = 0; i < strides.length; i++) {
      long length = same ? shape[i + 1] - 1 : shape[i + 1] - kernel.size(i);
      shape[i + 1] = length / strides[i] + 1;
    }
    shape[shape.length - 1] = filters;
    return shape;
  }

  // ---- dilation by reordering the input, since ND4J's oneDNN operations fail on it

  private boolean dilated() {
    return Arrays.stream(dilation).anyMatch(step -> step > 1);
  }

  private Convolution dense() {
    long[] ones = new long[strides.length];
    Arrays.fill(ones, 1);
    return new Convolution(strides, ones, false);
  }

  private Value padded(Value x, Value kernel) {
    Value padded = x;
    for (int i = 0; i < dilation.length; i++) {
      long around = (kernel.size(i) - 1) * dilation[i];
      padded = padded.pad(i + 1, around / 2, around - around / 2, 0);
    }
    return padded;
  }

  // ---- sequences as images with one row

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
