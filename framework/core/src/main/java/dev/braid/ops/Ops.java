package dev.braid.ops;

import dev.braid.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations under the names of {@code keras.ops}.
 *
 * <p>They accept tensors while a graph is built, and values inside the {@code call} of a layer, a
 * loss or a metric. At least one operand is a tensor or a value; others may be numbers, Java
 * arrays, lists of numbers and {@code INDArray}s. Negative axes count from the end; axis 0 is the
 * batch. Binary operations broadcast as NumPy does. {@code import static dev.braid.ops.Ops.*} gives
 * all of them.
 */
public final class Ops {
  private Ops() {}

  // ---- constants, which are operands of operations

  /** The integers from 0 up to a number (exclusive). */
  public static INDArray arange(long stop) {
    return Constants.range(0, stop, 1);
  }

  /** Numbers from one up to another (exclusive), a step apart. */
  public static INDArray arange(double start, double stop, double step) {
    return Constants.range(start, stop, step);
  }

  /** A matrix with ones on the diagonal. */
  public static INDArray eye(long size) {
    return Constants.eye(size, size, 0);
  }

  /** A matrix with ones on a diagonal. */
  public static INDArray eye(long rows, long columns, long k) {
    return Constants.eye(rows, columns, k);
  }

  /** An array filled with one number. */
  public static INDArray full(double number, long... shape) {
    return Constants.full(number, shape);
  }

  // ---- activations

  /** The element, or 0 below zero. */
  public static <T extends Operand<T>> T relu(T x) {
    return one(ActivationOperations.RELU.on(x));
  }

  /** Limited to [0, 6]. */
  public static <T extends Operand<T>> T relu6(T x) {
    return one(ActivationOperations.RELU6.on(x));
  }

  /** 1 / (1 + e^-x). */
  public static <T extends Operand<T>> T sigmoid(T x) {
    return one(ActivationOperations.SIGMOID.on(x));
  }

  /** The element times its sigmoid. */
  public static <T extends Operand<T>> T silu(T x) {
    return one(ActivationOperations.SILU.on(x));
  }

  /** log(1 + e^x), without overflow. */
  public static <T extends Operand<T>> T softplus(T x) {
    return one(ActivationOperations.SOFTPLUS.on(x));
  }

  /** x / (1 + |x|). */
  public static <T extends Operand<T>> T softsign(T x) {
    return one(ActivationOperations.SOFTSIGN.on(x));
  }

  /** The scaled exponential linear unit. */
  public static <T extends Operand<T>> T selu(T x) {
    return one(ActivationOperations.SELU.on(x));
  }

  /** e^x - 1 below zero. */
  public static <T extends Operand<T>> T elu(T x) {
    return one(ActivationOperations.ELU.on(x));
  }

  /** The continuously differentiable exponential linear unit. */
  public static <T extends Operand<T>> T celu(T x) {
    return one(ActivationOperations.CELU.on(x));
  }

  /** 0.2 of the element below zero. */
  public static <T extends Operand<T>> T leakyRelu(T x) {
    return one(ActivationOperations.LEAKY_RELU.on(x));
  }

  /** relu6(x + 3) / 6. */
  public static <T extends Operand<T>> T hardSigmoid(T x) {
    return one(ActivationOperations.HARD_SIGMOID.on(x));
  }

  /** The element times its hard sigmoid. */
  public static <T extends Operand<T>> T hardSilu(T x) {
    return one(ActivationOperations.HARD_SILU.on(x));
  }

  /** Limited to [-1, 1]. */
  public static <T extends Operand<T>> T hardTanh(T x) {
    return one(ActivationOperations.HARD_TANH.on(x));
  }

  /** 0 between -0.5 and 0.5. */
  public static <T extends Operand<T>> T hardShrink(T x) {
    return one(ActivationOperations.HARD_SHRINK.on(x));
  }

  /** Nearer to zero by 0.5. */
  public static <T extends Operand<T>> T softShrink(T x) {
    return one(ActivationOperations.SOFT_SHRINK.on(x));
  }

  /** The logarithm of the sigmoid. */
  public static <T extends Operand<T>> T logSigmoid(T x) {
    return one(ActivationOperations.LOG_SIGMOID.on(x));
  }

  /** x - tanh(x). */
  public static <T extends Operand<T>> T tanhShrink(T x) {
    return one(ActivationOperations.TANH_SHRINK.on(x));
  }

  /** (x + √(x² + 4)) / 2. */
  public static <T extends Operand<T>> T squareplus(T x) {
    return one(ActivationOperations.SQUAREPLUS.on(x));
  }

  /** 0 below -1, the element above 1, and a parabola in between. */
  public static <T extends Operand<T>> T sparsePlus(T x) {
    return one(ActivationOperations.SPARSE_PLUS.on(x));
  }

  /** 0 below -1, 1 above 1, and a line in between. */
  public static <T extends Operand<T>> T sparseSigmoid(T x) {
    return one(ActivationOperations.SPARSE_SIGMOID.on(x));
  }

  /** One half of the last axis times the sigmoid of the other. */
  public static <T extends Operand<T>> T glu(T x) {
    return one(ActivationOperations.GLU.on(x));
  }

  /** The Gaussian error linear unit, approximated by tanh. */
  public static <T extends Operand<T>> T gelu(T x) {
    return one(ActivationOperations.GELU.on(x));
  }

  /** Exponentials that sum to 1 along the last axis. */
  public static <T extends Operand<T>> T softmax(T x) {
    return one(ActivationOperations.SOFTMAX.on(x));
  }

  /** The logarithm of the softmax along the last axis. */
  public static <T extends Operand<T>> T logSoftmax(T x) {
    return one(ActivationOperations.LOG_SOFTMAX.on(x));
  }

  /** The nearest probabilities along the last axis. */
  public static <T extends Operand<T>> T sparsemax(T x) {
    return one(ActivationOperations.SPARSEMAX.on(x));
  }

  /** The element times a factor below zero. */
  public static <T extends Operand<T>> T leakyRelu(T x, double negativeSlope) {
    return one(ActivationOperations.LEAKY_RELU.on(x).with("negative_slope", negativeSlope));
  }

  /** alpha (e^x - 1) below zero. */
  public static <T extends Operand<T>> T elu(T x, double alpha) {
    return one(ActivationOperations.ELU.on(x).with("alpha", alpha));
  }

  /** The Gaussian error linear unit, exact or approximated by tanh. */
  public static <T extends Operand<T>> T gelu(T x, boolean approximate) {
    return one(ActivationOperations.GELU.on(x).with("approximate", approximate));
  }

  /** The element above a threshold, otherwise a number. */
  public static <T extends Operand<T>> T threshold(T x, double threshold, double otherwise) {
    return one(
        ActivationOperations.THRESHOLD
            .on(x)
            .with("threshold", threshold)
            .with("default_value", otherwise));
  }

  /** Exponentials that sum to 1 along axes. */
  public static <T extends Operand<T>> T softmax(T x, int axis) {
    return one(ActivationOperations.SOFTMAX.on(x).with("axis", axis));
  }

  /** The logarithm of the softmax along an axis. */
  public static <T extends Operand<T>> T logSoftmax(T x, int axis) {
    return one(ActivationOperations.LOG_SOFTMAX.on(x).with("axis", axis));
  }

  /** The element times the hyperbolic tangent of its softplus. */
  public static <T extends Operand<T>> T mish(T x) {
    return multiply(x, tanh(softplus(x)));
  }

  // ---- windows: (samples, space…, channels)

  /** A convolution with a kernel of (space…, channels, filters); the padding is valid or same. */
  public static <T extends Operand<T>> T conv(T x, Object kernel, int strides, String padding) {
    return one(
        NetworkOperations.CONV.on(x, kernel).with("strides", strides).with("padding", padding));
  }

  /** A convolution of each channel with a kernel of (space…, channels, multiplier). */
  public static <T extends Operand<T>> T depthwiseConv(
      T x, Object kernel, int strides, String padding) {
    return one(
        NetworkOperations.DEPTHWISE_CONV
            .on(x, kernel)
            .with("strides", strides)
            .with("padding", padding));
  }

  /** A depthwise convolution, and one with a window of 1. */
  public static <T extends Operand<T>> T separableConv(
      T x, Object depthwise, Object pointwise, int strides, String padding) {
    return one(
        NetworkOperations.SEPARABLE_CONV
            .on(x, depthwise, pointwise)
            .with("strides", strides)
            .with("padding", padding));
  }

  /** A transposed convolution with a kernel of (space…, filters, channels). */
  public static <T extends Operand<T>> T convTranspose(
      T x, Object kernel, int strides, String padding) {
    return one(
        NetworkOperations.CONV_TRANSPOSE
            .on(x, kernel)
            .with("strides", strides)
            .with("padding", padding));
  }

  /** The maxima of windows. */
  public static <T extends Operand<T>> T maxPool(T x, int size, int strides, String padding) {
    return one(
        NetworkOperations.MAX_POOL
            .on(x)
            .with("pool_size", size)
            .with("strides", strides)
            .with("padding", padding));
  }

  /** The means of windows. */
  public static <T extends Operand<T>> T averagePool(T x, int size, int strides, String padding) {
    return one(
        NetworkOperations.AVERAGE_POOL
            .on(x)
            .with("pool_size", size)
            .with("strides", strides)
            .with("padding", padding));
  }

  // ---- normalization, losses and attention

  /** Shifted and scaled along an axis by a mean and a variance. */
  public static <T extends Operand<T>> T batchNormalization(
      T x, Object mean, Object variance, int axis) {
    return one(NetworkOperations.BATCH_NORM.on(x, mean, variance).with("axis", axis));
  }

  /** Normalized to mean 0 and variance 1 along axes; gamma and beta may be null. */
  public static <T extends Operand<T>> T layerNormalization(
      T x, @Nullable Object gamma, @Nullable Object beta, int... axes) {
    return one(
        NetworkOperations.LAYER_NORM
            .on(x, gamma, beta)
            .with("axis", axes.length == 0 ? -1 : axes(axes)));
  }

  /** Divided by the root of the mean square along the last axis; the scale may be null. */
  public static <T extends Operand<T>> T rmsNormalization(T x, @Nullable Object scale) {
    return one(NetworkOperations.RMS_NORM.on(x, scale));
  }

  /** The crossentropy of each element with probabilities. */
  public static <T extends Operand<T>> T binaryCrossentropy(T target, T output) {
    return one(NetworkOperations.BINARY_CROSSENTROPY.on(target, output));
  }

  /** The crossentropy of each element with probabilities or logits. */
  public static <T extends Operand<T>> T binaryCrossentropy(
      Object target, T output, boolean fromLogits) {
    return one(
        NetworkOperations.BINARY_CROSSENTROPY.on(target, output).with("from_logits", fromLogits));
  }

  /** The crossentropy of the last axis with probabilities or logits. */
  public static <T extends Operand<T>> T categoricalCrossentropy(
      Object target, T output, boolean fromLogits) {
    return one(
        NetworkOperations.CATEGORICAL_CROSSENTROPY
            .on(target, output)
            .with("from_logits", fromLogits));
  }

  /** The crossentropy of class indices with probabilities or logits. */
  public static <T extends Operand<T>> T sparseCategoricalCrossentropy(
      Object target, T output, boolean fromLogits) {
    return one(
        NetworkOperations.SPARSE_CATEGORICAL_CROSSENTROPY
            .on(target, output)
            .with("from_logits", fromLogits));
  }

  /**
   * Attention of (samples, time, heads, depth); the mask of (samples, heads, queries, keys) may be
   * null.
   */
  public static <T extends Operand<T>> T dotProductAttention(
      T query, T key, T value, @Nullable Object mask, boolean causal) {
    return one(
        NetworkOperations.DOT_PRODUCT_ATTENTION
            .on(query, key, value, null, mask)
            .with("is_causal", causal));
  }

  /** The ratio of signal to noise between images in decibels. */
  public static <T extends Operand<T>> T psnr(T a, Object b, double most) {
    return one(NetworkOperations.PSNR.on(a, b).with("max_val", most));
  }

  // ---- images: (samples, height, width, channels)

  /** Images in another size, bilinear. */
  public static <T extends Operand<T>> T resize(T images, int height, int width) {
    return one(ImageOperations.RESIZE.on(images).with("size", list(height, width)));
  }

  /** Images in another size: nearest, bilinear, bicubic, lanczos3 or lanczos5. */
  public static <T extends Operand<T>> T resize(
      T images, int height, int width, String interpolation) {
    return one(
        ImageOperations.RESIZE
            .on(images)
            .with("size", list(height, width))
            .with("interpolation", interpolation));
  }

  /** Images with zeros around. */
  public static <T extends Operand<T>> T padImages(
      T images, int top, int left, int bottom, int right) {
    return one(
        ImageOperations.PAD_IMAGES
            .on(images)
            .with("top_padding", top)
            .with("left_padding", left)
            .with("bottom_padding", bottom)
            .with("right_padding", right));
  }

  /** Images without borders. */
  public static <T extends Operand<T>> T cropImages(
      T images, int top, int left, int bottom, int right) {
    return one(
        ImageOperations.CROP_IMAGES
            .on(images)
            .with("top_cropping", top)
            .with("left_cropping", left)
            .with("bottom_cropping", bottom)
            .with("right_cropping", right));
  }

  /** Images with one channel. */
  public static <T extends Operand<T>> T rgbToGrayscale(T images) {
    return one(ImageOperations.RGB_TO_GRAYSCALE.on(images));
  }

  static <T extends Operand<T>> T one(Arguments arguments) {
    return arguments.<T>apply().get(0);
  }

  // ---- arithmetic

  /** The sum. */
  public static <T extends Operand<T>> T add(T a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The sum. */
  public static <T extends Operand<T>> T add(T a, Object b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The sum. */
  public static <T extends Operand<T>> T add(Object a, T b) {
    return one(ElementwiseOperations.ADD.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(T a, T b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(T a, Object b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The difference. */
  public static <T extends Operand<T>> T subtract(Object a, T b) {
    return one(ElementwiseOperations.SUBTRACT.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(T a, T b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(T a, Object b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The product. */
  public static <T extends Operand<T>> T multiply(Object a, T b) {
    return one(ElementwiseOperations.MULTIPLY.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(T a, T b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(T a, Object b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient; integers give fractions. */
  public static <T extends Operand<T>> T divide(Object a, T b) {
    return one(ElementwiseOperations.DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(T a, T b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(T a, Object b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient, as by {@code /}. */
  public static <T extends Operand<T>> T trueDivide(Object a, T b) {
    return one(ElementwiseOperations.TRUE_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(T a, T b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(T a, Object b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The quotient rounded down. */
  public static <T extends Operand<T>> T floorDivide(Object a, T b) {
    return one(ElementwiseOperations.FLOOR_DIVIDE.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(T a, T b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(T a, Object b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the divisor. */
  public static <T extends Operand<T>> T mod(Object a, T b) {
    return one(ElementwiseOperations.MOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(T a, T b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(T a, Object b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The remainder, with the sign of the dividend. */
  public static <T extends Operand<T>> T fmod(Object a, T b) {
    return one(ElementwiseOperations.FMOD.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(T a, T b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(T a, Object b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The quotient, or 0 where the divisor is 0. */
  public static <T extends Operand<T>> T divideNoNan(Object a, T b) {
    return one(ElementwiseOperations.DIVIDE_NO_NAN.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(T a, T b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(T a, Object b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The first to the power of the second. */
  public static <T extends Operand<T>> T power(Object a, T b) {
    return one(ElementwiseOperations.POWER.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(T a, T b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(T a, Object b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The larger of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T maximum(Object a, T b) {
    return one(ElementwiseOperations.MAXIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(T a, T b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(T a, Object b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The smaller of two; equal ones share the gradient. */
  public static <T extends Operand<T>> T minimum(Object a, T b) {
    return one(ElementwiseOperations.MINIMUM.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(T a, T b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(T a, Object b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The larger of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmax(Object a, T b) {
    return one(ElementwiseOperations.FMAX.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(T a, T b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(T a, Object b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The smaller of two, or the other one where one is NaN. */
  public static <T extends Operand<T>> T fmin(Object a, T b) {
    return one(ElementwiseOperations.FMIN.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(T a, T b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(T a, Object b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The angle of the point (b, a), from -π to π. */
  public static <T extends Operand<T>> T arctan2(Object a, T b) {
    return one(ElementwiseOperations.ARCTAN2.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(T a, T b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(T a, Object b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The length of the vector (a, b). */
  public static <T extends Operand<T>> T hypot(Object a, T b) {
    return one(ElementwiseOperations.HYPOT.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(T a, T b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(T a, Object b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The logarithm of e^a + e^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp(Object a, T b) {
    return one(ElementwiseOperations.LOGADDEXP.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(T a, T b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(T a, Object b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** The base-2 logarithm of 2^a + 2^b, without overflow. */
  public static <T extends Operand<T>> T logaddexp2(Object a, T b) {
    return one(ElementwiseOperations.LOGADDEXP2.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(T a, T b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(T a, Object b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  /** 0 below zero, 1 above, and {@code b} at zero; no gradient reaches {@code a}. */
  public static <T extends Operand<T>> T heaviside(Object a, T b) {
    return one(ElementwiseOperations.HEAVISIDE.on(a, b));
  }

  // ---- comparisons: 1 and 0, without gradients

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(T a, T b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(T a, Object b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements are equal. */
  public static <T extends Operand<T>> T equal(Object a, T b) {
    return one(ElementwiseOperations.EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(T a, T b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(T a, Object b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether elements differ. */
  public static <T extends Operand<T>> T notEqual(Object a, T b) {
    return one(ElementwiseOperations.NOT_EQUAL.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(T a, T b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(T a, Object b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is larger. */
  public static <T extends Operand<T>> T greater(Object a, T b) {
    return one(ElementwiseOperations.GREATER.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(T a, T b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(T a, Object b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is not smaller. */
  public static <T extends Operand<T>> T greaterEqual(Object a, T b) {
    return one(ElementwiseOperations.GREATER_EQUAL.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(T a, T b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(T a, Object b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is smaller. */
  public static <T extends Operand<T>> T less(Object a, T b) {
    return one(ElementwiseOperations.LESS.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(T a, T b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(T a, Object b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether the first is not larger. */
  public static <T extends Operand<T>> T lessEqual(Object a, T b) {
    return one(ElementwiseOperations.LESS_EQUAL.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether both are true. */
  public static <T extends Operand<T>> T logicalAnd(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_AND.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether at least one is true. */
  public static <T extends Operand<T>> T logicalOr(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_OR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(T a, T b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(T a, Object b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether exactly one is true. */
  public static <T extends Operand<T>> T logicalXor(Object a, T b) {
    return one(ElementwiseOperations.LOGICAL_XOR.on(a, b));
  }

  /** Whether an element is 0. */
  public static <T extends Operand<T>> T logicalNot(T x) {
    return one(ElementwiseOperations.LOGICAL_NOT.on(x));
  }

  /** Whether an element is NaN. */
  public static <T extends Operand<T>> T isnan(T x) {
    return one(ElementwiseOperations.ISNAN.on(x));
  }

  /** Whether an element is infinite. */
  public static <T extends Operand<T>> T isinf(T x) {
    return one(ElementwiseOperations.ISINF.on(x));
  }

  /** Whether an element is neither infinite nor NaN. */
  public static <T extends Operand<T>> T isfinite(T x) {
    return one(ElementwiseOperations.ISFINITE.on(x));
  }

  /** Whether an element is positive infinity. */
  public static <T extends Operand<T>> T isposinf(T x) {
    return one(ElementwiseOperations.ISPOSINF.on(x));
  }

  /** Whether an element is negative infinity. */
  public static <T extends Operand<T>> T isneginf(T x) {
    return one(ElementwiseOperations.ISNEGINF.on(x));
  }

  /** Whether elements differ by no more than 1e-8 and 1e-5 of the second. */
  public static <T extends Operand<T>> T isclose(T a, Object b) {
    return one(ElementwiseOperations.ISCLOSE.on(a, b));
  }

  /** Whether elements differ by no more than the tolerances. */
  public static <T extends Operand<T>> T isclose(T a, Object b, double rtol, double atol) {
    return one(ElementwiseOperations.ISCLOSE.on(a, b, rtol, atol));
  }

  /** Whether all elements are close. */
  public static <T extends Operand<T>> T allclose(T a, Object b) {
    return one(ElementwiseOperations.ALL_CLOSE.on(a, b));
  }

  // ---- functions

  /** The element with the other sign. */
  public static <T extends Operand<T>> T negative(T x) {
    return one(ElementwiseOperations.NEGATIVE.on(x));
  }

  /** The distance from zero. */
  public static <T extends Operand<T>> T absolute(T x) {
    return one(ElementwiseOperations.ABSOLUTE.on(x));
  }

  /** The distance from zero. */
  public static <T extends Operand<T>> T abs(T x) {
    return one(ElementwiseOperations.ABSOLUTE.on(x));
  }

  /** -1, 0 or 1, without a gradient. */
  public static <T extends Operand<T>> T sign(T x) {
    return one(ElementwiseOperations.SIGN.on(x));
  }

  /** Whether an element is below zero. */
  public static <T extends Operand<T>> T signbit(T x) {
    return one(ElementwiseOperations.SIGNBIT.on(x));
  }

  /** The square. */
  public static <T extends Operand<T>> T square(T x) {
    return one(ElementwiseOperations.SQUARE.on(x));
  }

  /** The square root. */
  public static <T extends Operand<T>> T sqrt(T x) {
    return one(ElementwiseOperations.SQRT.on(x));
  }

  /** One over the square root. */
  public static <T extends Operand<T>> T rsqrt(T x) {
    return one(ElementwiseOperations.RSQRT.on(x));
  }

  /** The cube root. */
  public static <T extends Operand<T>> T cbrt(T x) {
    return one(ElementwiseOperations.CBRT.on(x));
  }

  /** One over the element. */
  public static <T extends Operand<T>> T reciprocal(T x) {
    return one(ElementwiseOperations.RECIPROCAL.on(x));
  }

  /** e to the power of the element. */
  public static <T extends Operand<T>> T exp(T x) {
    return one(ElementwiseOperations.EXP.on(x));
  }

  /** 2 to the power of the element. */
  public static <T extends Operand<T>> T exp2(T x) {
    return one(ElementwiseOperations.EXP2.on(x));
  }

  /** e^x - 1, exact near zero. */
  public static <T extends Operand<T>> T expm1(T x) {
    return one(ElementwiseOperations.EXPM1.on(x));
  }

  /** The natural logarithm. */
  public static <T extends Operand<T>> T log(T x) {
    return one(ElementwiseOperations.LOG.on(x));
  }

  /** log(1 + x), exact near zero. */
  public static <T extends Operand<T>> T log1p(T x) {
    return one(ElementwiseOperations.LOG1P.on(x));
  }

  /** The base-2 logarithm. */
  public static <T extends Operand<T>> T log2(T x) {
    return one(ElementwiseOperations.LOG2.on(x));
  }

  /** The base-10 logarithm. */
  public static <T extends Operand<T>> T log10(T x) {
    return one(ElementwiseOperations.LOG10.on(x));
  }

  /** The sine. */
  public static <T extends Operand<T>> T sin(T x) {
    return one(ElementwiseOperations.SIN.on(x));
  }

  /** The cosine. */
  public static <T extends Operand<T>> T cos(T x) {
    return one(ElementwiseOperations.COS.on(x));
  }

  /** The tangent. */
  public static <T extends Operand<T>> T tan(T x) {
    return one(ElementwiseOperations.TAN.on(x));
  }

  /** The inverse of the sine. */
  public static <T extends Operand<T>> T arcsin(T x) {
    return one(ElementwiseOperations.ARCSIN.on(x));
  }

  /** The inverse of the cosine. */
  public static <T extends Operand<T>> T arccos(T x) {
    return one(ElementwiseOperations.ARCCOS.on(x));
  }

  /** The inverse of the tangent. */
  public static <T extends Operand<T>> T arctan(T x) {
    return one(ElementwiseOperations.ARCTAN.on(x));
  }

  /** The hyperbolic sine. */
  public static <T extends Operand<T>> T sinh(T x) {
    return one(ElementwiseOperations.SINH.on(x));
  }

  /** The hyperbolic cosine. */
  public static <T extends Operand<T>> T cosh(T x) {
    return one(ElementwiseOperations.COSH.on(x));
  }

  /** The hyperbolic tangent. */
  public static <T extends Operand<T>> T tanh(T x) {
    return one(ElementwiseOperations.TANH.on(x));
  }

  /** The inverse of the hyperbolic sine. */
  public static <T extends Operand<T>> T arcsinh(T x) {
    return one(ElementwiseOperations.ARCSINH.on(x));
  }

  /** The inverse of the hyperbolic cosine. */
  public static <T extends Operand<T>> T arccosh(T x) {
    return one(ElementwiseOperations.ARCCOSH.on(x));
  }

  /** The inverse of the hyperbolic tangent. */
  public static <T extends Operand<T>> T arctanh(T x) {
    return one(ElementwiseOperations.ARCTANH.on(x));
  }

  /** sin(πx) / (πx), and 1 at zero. */
  public static <T extends Operand<T>> T sinc(T x) {
    return one(ElementwiseOperations.SINC.on(x));
  }

  /** Degrees as radians. */
  public static <T extends Operand<T>> T deg2rad(T x) {
    return one(ElementwiseOperations.DEG2RAD.on(x));
  }

  /** Radians as degrees. */
  public static <T extends Operand<T>> T rad2deg(T x) {
    return one(ElementwiseOperations.RAD2DEG.on(x));
  }

  /** The error function. */
  public static <T extends Operand<T>> T erf(T x) {
    return one(ElementwiseOperations.ERF.on(x));
  }

  /** One minus the error function. */
  public static <T extends Operand<T>> T erfc(T x) {
    return one(ElementwiseOperations.ERFC.on(x));
  }

  /** Rounded down, without a gradient. */
  public static <T extends Operand<T>> T floor(T x) {
    return one(ElementwiseOperations.FLOOR.on(x));
  }

  /** Rounded up, without a gradient. */
  public static <T extends Operand<T>> T ceil(T x) {
    return one(ElementwiseOperations.CEIL.on(x));
  }

  /** Rounded towards zero, without a gradient. */
  public static <T extends Operand<T>> T trunc(T x) {
    return one(ElementwiseOperations.TRUNC.on(x));
  }

  /** Rounded to the nearest integer, halves to the even one, without a gradient. */
  public static <T extends Operand<T>> T round(T x) {
    return one(ElementwiseOperations.ROUND.on(x));
  }

  /** Rounded to decimal places, without a gradient. */
  public static <T extends Operand<T>> T round(T x, int decimals) {
    return one(ElementwiseOperations.ROUND.on(x).with("decimals", decimals));
  }

  /** Limited to [low, high]; outside no gradient flows. */
  public static <T extends Operand<T>> T clip(T x, Number low, Number high) {
    return one(ElementwiseOperations.CLIP.on(x).with("x_min", low).with("x_max", high));
  }

  /** {@code a} where the condition is true, else {@code b}; all three broadcast. */
  public static <T extends Operand<T>> T where(T condition, Object a, Object b) {
    return one(ElementwiseOperations.WHERE.on(condition, a, b));
  }

  /** The choice of the first condition that is true, else the default. */
  public static <T extends Operand<T>> T select(
      List<T> conditions, List<?> choices, Object otherwise) {
    return one(ElementwiseOperations.SELECT.on(conditions, choices, otherwise));
  }

  /** 0 for NaN, and the largest floats for infinities. */
  public static <T extends Operand<T>> T nanToNum(T x) {
    return one(ElementwiseOperations.NAN_TO_NUM.on(x));
  }

  /** The elements as another type; integers have no gradient. */
  public static <T extends Operand<T>> T cast(T x, DType type) {
    return one(ElementwiseOperations.CAST.on(x).with("dtype", type.keras()));
  }

  /** The same elements. */
  public static <T extends Operand<T>> T copy(T x) {
    return one(ElementwiseOperations.COPY.on(x));
  }

  /** The same elements, through which no gradient flows. */
  public static <T extends Operand<T>> T stopGradient(T x) {
    return one(ElementwiseOperations.STOP_GRADIENT.on(x));
  }

  /** Keeps reduced axes with size 1. */
  public static final class KeepDims {
    private static final KeepDims INSTANCE = new KeepDims();

    private KeepDims() {}
  }

  /** Lets a reduction keep its axes with size 1. */
  public static KeepDims keepDims() {
    return KeepDims.INSTANCE;
  }

  private static <T extends Operand<T>> T reduced(
      Operation operation, T x, boolean keep, int... axes) {
    return one(operation.on(x).with("axis", axes(axes)).with("keepdims", keep));
  }

  /** Axes as Keras writes them: nothing for all axes, a number for one, a list for several. */
  static @Nullable Object axes(int... axes) {
    return axes.length == 0 ? null : axes.length == 1 ? (Object) axes[0] : list(axes);
  }

  static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static List<Integer> list(int first, int[] others) {
    return IntStream.concat(IntStream.of(first), Arrays.stream(others)).boxed().toList();
  }

  private static List<List<Integer>> pairs(int[][] widths) {
    return Arrays.stream(widths).map(pair -> list(pair)).toList();
  }

  // ---- reductions

  /** The sum over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T sum(T x, int... axes) {
    return reduced(ReductionOperations.SUM, x, false, axes);
  }

  /** The sum, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T sum(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.SUM, x, true, axes);
  }

  /** The mean over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T mean(T x, int... axes) {
    return reduced(ReductionOperations.MEAN, x, false, axes);
  }

  /** The mean, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T mean(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MEAN, x, true, axes);
  }

  /** The product over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T prod(T x, int... axes) {
    return reduced(ReductionOperations.PROD, x, false, axes);
  }

  /** The product, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T prod(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.PROD, x, true, axes);
  }

  /** The largest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T max(T x, int... axes) {
    return reduced(ReductionOperations.MAX, x, false, axes);
  }

  /** The largest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T max(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MAX, x, true, axes);
  }

  /** The smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T min(T x, int... axes) {
    return reduced(ReductionOperations.MIN, x, false, axes);
  }

  /** The smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T min(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MIN, x, true, axes);
  }

  /** The largest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T amax(T x, int... axes) {
    return reduced(ReductionOperations.AMAX, x, false, axes);
  }

  /** The largest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T amax(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.AMAX, x, true, axes);
  }

  /** The smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T amin(T x, int... axes) {
    return reduced(ReductionOperations.AMIN, x, false, axes);
  }

  /** The smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T amin(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.AMIN, x, true, axes);
  }

  /**
   * Whether any element is true, without a gradient, over axes, or over all axes if none is given.
   */
  public static <T extends Operand<T>> T any(T x, int... axes) {
    return reduced(ReductionOperations.ANY, x, false, axes);
  }

  /** Whether any element is true, without a gradient, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T any(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.ANY, x, true, axes);
  }

  /**
   * Whether all elements are true, without a gradient, over axes, or over all axes if none is
   * given.
   */
  public static <T extends Operand<T>> T all(T x, int... axes) {
    return reduced(ReductionOperations.ALL_TRUE, x, false, axes);
  }

  /** Whether all elements are true, without a gradient, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T all(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.ALL_TRUE, x, true, axes);
  }

  /** The population variance over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T var(T x, int... axes) {
    return reduced(ReductionOperations.VAR, x, false, axes);
  }

  /** The population variance, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T var(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.VAR, x, true, axes);
  }

  /** The population standard deviation over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T std(T x, int... axes) {
    return reduced(ReductionOperations.STD, x, false, axes);
  }

  /** The population standard deviation, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T std(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.STD, x, true, axes);
  }

  /** The largest minus the smallest over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T ptp(T x, int... axes) {
    return reduced(ReductionOperations.PTP, x, false, axes);
  }

  /** The largest minus the smallest, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T ptp(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.PTP, x, true, axes);
  }

  /** The logarithm of the sum of exponentials over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T logsumexp(T x, int... axes) {
    return reduced(ReductionOperations.LOGSUMEXP, x, false, axes);
  }

  /** The logarithm of the sum of exponentials, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T logsumexp(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.LOGSUMEXP, x, true, axes);
  }

  /** The median over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T median(T x, int... axes) {
    return reduced(ReductionOperations.MEDIAN, x, false, axes);
  }

  /** The median, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T median(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.MEDIAN, x, true, axes);
  }

  /** The sum without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nansum(T x, int... axes) {
    return reduced(ReductionOperations.NANSUM, x, false, axes);
  }

  /** The sum without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nansum(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANSUM, x, true, axes);
  }

  /** The mean without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmean(T x, int... axes) {
    return reduced(ReductionOperations.NANMEAN, x, false, axes);
  }

  /** The mean without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmean(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMEAN, x, true, axes);
  }

  /** The largest without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmax(T x, int... axes) {
    return reduced(ReductionOperations.NANMAX, x, false, axes);
  }

  /** The largest without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmax(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMAX, x, true, axes);
  }

  /** The smallest without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanmin(T x, int... axes) {
    return reduced(ReductionOperations.NANMIN, x, false, axes);
  }

  /** The smallest without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanmin(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANMIN, x, true, axes);
  }

  /** The product without NaN over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T nanprod(T x, int... axes) {
    return reduced(ReductionOperations.NANPROD, x, false, axes);
  }

  /** The product without NaN, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T nanprod(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NANPROD, x, true, axes);
  }

  /** The root of the sum of squares over axes, or over all axes if none is given. */
  public static <T extends Operand<T>> T norm(T x, int... axes) {
    return reduced(ReductionOperations.NORM, x, false, axes);
  }

  /** The root of the sum of squares, keeping reduced axes with size 1. */
  public static <T extends Operand<T>> T norm(T x, KeepDims keep, int... axes) {
    return reduced(ReductionOperations.NORM, x, true, axes);
  }

  /** A norm of an order over one axis. */
  public static <T extends Operand<T>> T norm(T x, double order, int axis) {
    return one(ReductionOperations.NORM.on(x).with("ord", order).with("axis", axis));
  }

  /** Divided by the square root of the sum of squares along the last axis. */
  public static <T extends Operand<T>> T normalize(T x) {
    return one(ReductionOperations.NORMALIZE.on(x));
  }

  /** Divided by a norm along an axis. */
  public static <T extends Operand<T>> T normalize(T x, int axis, int order) {
    return one(ReductionOperations.NORMALIZE.on(x).with("axis", axis).with("order", order));
  }

  /** The number of elements that are not 0, without a gradient. */
  public static <T extends Operand<T>> T countNonzero(T x, int... axes) {
    return one(ReductionOperations.COUNT_NONZERO.on(x).with("axis", axes(axes)));
  }

  /** The mean with weights along an axis. */
  public static <T extends Operand<T>> T average(T x, int axis, Object weights) {
    return one(ReductionOperations.AVERAGE.on(x, weights).with("axis", axis));
  }

  /** The mean and the population variance over axes. */
  public static <T extends Operand<T>> List<T> moments(T x, int... axes) {
    return ReductionOperations.MOMENTS.on(x).with("axes", axes(axes)).apply();
  }

  /** The position of the largest of all elements, without a gradient. */
  public static <T extends Operand<T>> T argmax(T x) {
    return one(ReductionOperations.ARGMAX.on(x));
  }

  /** The position of the largest along an axis, without a gradient. */
  public static <T extends Operand<T>> T argmax(T x, int axis) {
    return one(ReductionOperations.ARGMAX.on(x).with("axis", axis));
  }

  /** The position of the smallest of all elements, without a gradient. */
  public static <T extends Operand<T>> T argmin(T x) {
    return one(ReductionOperations.ARGMIN.on(x));
  }

  /** The position of the smallest along an axis, without a gradient. */
  public static <T extends Operand<T>> T argmin(T x, int axis) {
    return one(ReductionOperations.ARGMIN.on(x).with("axis", axis));
  }

  /** Sums of the elements up to each one. */
  public static <T extends Operand<T>> T cumsum(T x, int axis) {
    return one(ReductionOperations.CUMSUM.on(x).with("axis", axis));
  }

  /** MatrixProducts of the elements up to each one. */
  public static <T extends Operand<T>> T cumprod(T x, int axis) {
    return one(ReductionOperations.CUMPROD.on(x).with("axis", axis));
  }

  /** Differences of neighbours along an axis. */
  public static <T extends Operand<T>> T diff(T x, int axis) {
    return one(ReductionOperations.DIFF.on(x).with("axis", axis));
  }

  // ---- shapes

  /** The elements in another shape, of which one size may be -1. */
  public static <T extends Operand<T>> T reshape(T x, int... shape) {
    return one(ShapeOperations.RESHAPE.on(x).with("newshape", list(shape)));
  }

  /** The elements along one axis. */
  public static <T extends Operand<T>> T ravel(T x) {
    return one(ShapeOperations.RAVEL.on(x));
  }

  /** The axes in reverse order. */
  public static <T extends Operand<T>> T transpose(T x) {
    return one(ShapeOperations.TRANSPOSE.on(x));
  }

  /** The axes in another order. */
  public static <T extends Operand<T>> T transpose(T x, int first, int... others) {
    return one(ShapeOperations.TRANSPOSE.on(x).with("axes", list(first, others)));
  }

  /** Swaps two axes. */
  public static <T extends Operand<T>> T swapaxes(T x, int axis1, int axis2) {
    return one(ShapeOperations.SWAPAXES.on(x).with("axis1", axis1).with("axis2", axis2));
  }

  /** Moves an axis. */
  public static <T extends Operand<T>> T moveaxis(T x, int from, int to) {
    return one(ShapeOperations.MOVEAXIS.on(x).with("source", from).with("destination", to));
  }

  /** A new axis of size 1. */
  public static <T extends Operand<T>> T expandDims(T x, int axis) {
    return one(ShapeOperations.EXPAND_DIMS.on(x).with("axis", axis));
  }

  /** Without axes of size 1: the given ones, or all. */
  public static <T extends Operand<T>> T squeeze(T x, int... axes) {
    return one(ShapeOperations.SQUEEZE.on(x).with("axis", axes(axes)));
  }

  /** Repeated along axes of size 1, to a shape. */
  public static <T extends Operand<T>> T broadcastTo(T x, int... shape) {
    return one(ShapeOperations.BROADCAST_TO.on(x).with("shape", list(shape)));
  }

  /** Repeats each element along an axis. */
  public static <T extends Operand<T>> T repeat(T x, int repeats, int axis) {
    return one(ShapeOperations.REPEAT.on(x).with("repeats", repeats).with("axis", axis));
  }

  /** Repeats the tensor along each axis. */
  public static <T extends Operand<T>> T tile(T x, int... repeats) {
    return one(ShapeOperations.TILE.on(x).with("repeats", list(repeats)));
  }

  /** Zeros around each axis: a pair of numbers for each. */
  public static <T extends Operand<T>> T pad(T x, int[][] widths) {
    return one(ShapeOperations.PAD.on(x).with("pad_width", pairs(widths)));
  }

  /** Elements around each axis; the mode is constant, reflect, symmetric or edge. */
  public static <T extends Operand<T>> T pad(T x, int[][] widths, String mode) {
    return one(ShapeOperations.PAD.on(x).with("pad_width", pairs(widths)).with("mode", mode));
  }

  /** In reverse order along axes, or along all. */
  public static <T extends Operand<T>> T flip(T x, int... axes) {
    return one(ShapeOperations.FLIP.on(x).with("axis", axes(axes)));
  }

  /** Shifted along an axis; elements that leave at the end enter at the beginning. */
  public static <T extends Operand<T>> T roll(T x, int shift, int axis) {
    return one(ShapeOperations.ROLL.on(x).with("shift", shift).with("axis", axis));
  }

  /** Rotated by 90 degrees in the plane of the first two axes. */
  public static <T extends Operand<T>> T rot90(T x, int times) {
    return one(ShapeOperations.ROT90.on(x).with("k", times));
  }

  /** Matrices with zeros above the diagonal. */
  public static <T extends Operand<T>> T tril(T x) {
    return one(ShapeOperations.TRIL.on(x));
  }

  /** Matrices with zeros above a diagonal. */
  public static <T extends Operand<T>> T tril(T x, int k) {
    return one(ShapeOperations.TRIL.on(x).with("k", k));
  }

  /** Matrices with zeros below the diagonal. */
  public static <T extends Operand<T>> T triu(T x) {
    return one(ShapeOperations.TRIU.on(x));
  }

  /** Matrices with zeros below a diagonal. */
  public static <T extends Operand<T>> T triu(T x, int k) {
    return one(ShapeOperations.TRIU.on(x).with("k", k));
  }

  /** The diagonal of the first two axes. */
  public static <T extends Operand<T>> T diagonal(T x) {
    return one(ShapeOperations.DIAGONAL.on(x));
  }

  /** A diagonal of two axes, as a new last axis. */
  public static <T extends Operand<T>> T diagonal(T x, int offset, int axis1, int axis2) {
    return one(
        ShapeOperations.DIAGONAL
            .on(x)
            .with("offset", offset)
            .with("axis1", axis1)
            .with("axis2", axis2));
  }

  /** The diagonal of a matrix, or a matrix with this diagonal. */
  public static <T extends Operand<T>> T diag(T x) {
    return one(ShapeOperations.DIAG.on(x));
  }

  /** The sum of the diagonal of the first two axes. */
  public static <T extends Operand<T>> T trace(T x) {
    return one(ShapeOperations.TRACE.on(x));
  }

  /** Zeros in the same shape. */
  public static <T extends Operand<T>> T zerosLike(T x) {
    return one(ShapeOperations.ZEROS_LIKE.on(x));
  }

  /** Ones in the same shape. */
  public static <T extends Operand<T>> T onesLike(T x) {
    return one(ShapeOperations.ONES_LIKE.on(x));
  }

  /** A number in the same shape. */
  public static <T extends Operand<T>> T fullLike(T x, Object number) {
    return one(ShapeOperations.FULL_LIKE.on(x, number));
  }

  /** Moves channels to blocks of the image. */
  public static <T extends Operand<T>> T depthToSpace(T x, int block) {
    return one(ShapeOperations.DEPTH_TO_SPACE.on(x).with("block_size", block));
  }

  /** SpaceToDepth of the image gathered in channels. */
  public static <T extends Operand<T>> T spaceToDepth(T x, int block) {
    return one(ShapeOperations.SPACE_TO_DEPTH.on(x).with("block_size", block));
  }

  // ---- joining and splitting

  /** Concatenated along an axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T concatenate(int axis, T... parts) {
    return one(JoiningOperations.CONCATENATE.on(List.of(parts)).with("axis", axis));
  }

  /** Concatenated along an axis; the list may contain constants. */
  public static <T extends Operand<T>> T concatenate(int axis, List<?> parts) {
    return one(JoiningOperations.CONCATENATE.on(parts).with("axis", axis));
  }

  /** Stacked along a new axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T stack(int axis, T... parts) {
    return one(JoiningOperations.STACK.on(List.of(parts)).with("axis", axis));
  }

  /** Stacked along a new axis; the list may contain constants. */
  public static <T extends Operand<T>> T stack(int axis, List<?> parts) {
    return one(JoiningOperations.STACK.on(parts).with("axis", axis));
  }

  /** The slices along an axis, which is removed. */
  public static <T extends Operand<T>> List<T> unstack(T x, int axis) {
    return JoiningOperations.UNSTACK.on(x).with("axis", axis).apply();
  }

  /** Equal parts along an axis. */
  public static <T extends Operand<T>> List<T> split(T x, int sections, int axis) {
    return JoiningOperations.SPLIT
        .on(x)
        .with("indices_or_sections", sections)
        .with("axis", axis)
        .apply();
  }

  /** Parts along an axis that begin at given indices. */
  public static <T extends Operand<T>> List<T> split(T x, int[] positions, int axis) {
    return JoiningOperations.SPLIT
        .on(x)
        .with("indices_or_sections", list(positions))
        .with("axis", axis)
        .apply();
  }

  /** Parts along an axis, of which the first may be longer by one. */
  public static <T extends Operand<T>> List<T> arraySplit(T x, int sections, int axis) {
    return JoiningOperations.ARRAY_SPLIT
        .on(x)
        .with("indices_or_sections", sections)
        .with("axis", axis)
        .apply();
  }

  /** Concatenated along the second axis, or along the only one. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T hstack(T... parts) {
    return one(JoiningOperations.HSTACK.on(List.of(parts)));
  }

  /** Concatenated along the first axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T vstack(T... parts) {
    return one(JoiningOperations.VSTACK.on(List.of(parts)));
  }

  /** The coordinates of a grid, one tensor for each axis. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> List<T> meshgrid(T... axes) {
    return JoiningOperations.MESHGRID.on(List.of(axes)).apply();
  }

  // ---- slices

  /** All elements of an axis: {@code :}. */
  public static Index all() {
    return Index.Range.ALL;
  }

  /** One position of an axis, which is removed. */
  public static Index index(long position) {
    return new Index.Position(position);
  }

  /**
   * Elements of an axis from one index up to another (exclusive): {@code from:to}; null is open.
   */
  public static Index range(@Nullable Integer from, @Nullable Integer to) {
    return range(from, to, null);
  }

  /** {@code from:to:step}. */
  public static Index range(@Nullable Integer from, @Nullable Integer to, @Nullable Integer step) {
    return new Index.Range(wide(from), wide(to), wide(step));
  }

  private static @Nullable Long wide(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  /** All axes that no other index takes: {@code ...}. */
  public static Index ellipsis() {
    return new Index.Ellipsis();
  }

  /** A new axis of size 1. */
  public static Index newAxis() {
    return new Index.NewAxis();
  }

  // ---- selection

  /** A part of a tensor: {@code x[:, 0]} is {@code getItem(x, all(), index(0))}. */
  public static <T extends Operand<T>> T getItem(T x, Index... indices) {
    return one(SelectionOperations.GET_ITEM.on(x, List.of(indices)));
  }

  /** A part of a shape that begins at a position. */
  public static <T extends Operand<T>> T slice(T x, int[] start, int[] shape) {
    return one(SelectionOperations.SLICE.on(x, list(start)).with("shape", list(shape)));
  }

  /** A tensor in which the part from a position on is replaced. */
  public static <T extends Operand<T>> T sliceUpdate(T x, int[] start, Object updates) {
    return one(SelectionOperations.SLICE_UPDATE.on(x, list(start), updates));
  }

  /** Elements of an axis by index; negative ones count from the end. */
  public static <T extends Operand<T>> T take(T x, Object indices, int axis) {
    return one(SelectionOperations.TAKE.on(x, indices).with("axis", axis));
  }

  /** Rows of a constant table by index. */
  public static <T extends Operand<T>> T take(Object table, T indices, int axis) {
    return one(SelectionOperations.TAKE.on(table, indices).with("axis", axis));
  }

  /** One element of an axis for each index. */
  public static <T extends Operand<T>> T takeAlongAxis(T x, Object indices, int axis) {
    return one(SelectionOperations.TAKE_ALONG_AXIS.on(x, indices).with("axis", axis));
  }

  /** A new last axis with 1 at the index that each element gives, without a gradient. */
  public static <T extends Operand<T>> T oneHot(T ids, int classes) {
    return one(SelectionOperations.ONE_HOT.on(ids).with("num_classes", classes));
  }

  /** 1 for each class that occurs along the second axis, without a gradient. */
  public static <T extends Operand<T>> T multiHot(T ids, int classes) {
    return one(SelectionOperations.MULTI_HOT.on(ids).with("num_classes", classes));
  }

  /** The largest elements of the last axis, and their positions. */
  public static <T extends Operand<T>> List<T> topK(T x, int k) {
    return SelectionOperations.TOP_K.on(x).with("k", k).apply();
  }

  /** Whether the target is among the largest predictions, without a gradient. */
  public static <T extends Operand<T>> T inTopK(T targets, Object predictions, int k) {
    return one(SelectionOperations.IN_TOP_K.on(targets, predictions).with("k", k));
  }

  /** The elements of the last axis in ascending order. */
  public static <T extends Operand<T>> T sort(T x) {
    return one(SelectionOperations.SORT.on(x));
  }

  /** The elements of an axis in ascending order. */
  public static <T extends Operand<T>> T sort(T x, int axis) {
    return one(SelectionOperations.SORT.on(x).with("axis", axis));
  }

  /** Positions of the elements of the last axis in ascending order, without a gradient. */
  public static <T extends Operand<T>> T argsort(T x) {
    return one(SelectionOperations.ARGSORT.on(x));
  }

  /** Positions of the elements of an axis in ascending order, without a gradient. */
  public static <T extends Operand<T>> T argsort(T x, int axis) {
    return one(SelectionOperations.ARGSORT.on(x).with("axis", axis));
  }

  /** The insertion indices of values in an ascending sequence, without a gradient. */
  public static <T extends Operand<T>> T searchsorted(Object sequence, T values) {
    return one(SelectionOperations.SEARCH_SORTED.on(sequence, values));
  }

  /** The index of the ascending bin of each element, without a gradient. */
  public static <T extends Operand<T>> T digitize(T x, Object bins) {
    return one(SelectionOperations.DIGITIZE.on(x, bins));
  }

  /** Whether each element is among others, without a gradient. */
  public static <T extends Operand<T>> T isin(T x, Object others) {
    return one(SelectionOperations.IS_IN.on(x, others));
  }

  /** Sums of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentSum(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_SUM.on(rows, segments).with("num_segments", count));
  }

  /** Maxima of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentMax(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_MAX.on(rows, segments).with("num_segments", count));
  }

  /** Minima of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentMin(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_MIN.on(rows, segments).with("num_segments", count));
  }

  /** MatrixProducts of the rows of each segment number. */
  public static <T extends Operand<T>> T segmentProd(T rows, Object segments, int count) {
    return one(SelectionOperations.SEGMENT_PROD.on(rows, segments).with("num_segments", count));
  }

  /** Zeros to which values are added by index. */
  public static <T extends Operand<T>> T scatter(Object indices, T values, int... shape) {
    return one(SelectionOperations.SCATTER.on(indices, values).with("shape", list(shape)));
  }

  /** A tensor in which the elements at positions are replaced. */
  public static <T extends Operand<T>> T scatterUpdate(T x, Object indices, Object updates) {
    return one(SelectionOperations.SCATTER_UPDATE.on(x, indices, updates));
  }

  /** A tensor in which updates are combined with elements by add, max, min or mul. */
  public static <T extends Operand<T>> T scatterUpdate(
      T x, Object indices, Object updates, String reduction) {
    return one(
        SelectionOperations.SCATTER_UPDATE.on(x, indices, updates).with("reduction", reduction));
  }

  /** The count of each integer from 0 on, without a gradient. */
  public static <T extends Operand<T>> T bincount(T x, int minlength) {
    return one(SelectionOperations.BINCOUNT.on(x).with("minlength", minlength));
  }

  // ---- products

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(T a, T b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(T a, Object b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The matrix product of the last two axes; leading axes broadcast. */
  public static <T extends Operand<T>> T matmul(Object a, T b) {
    return one(ProductOperations.MATMUL.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(T a, T b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(T a, Object b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axis of one and the second to last of the other. */
  public static <T extends Operand<T>> T dot(Object a, T b) {
    return one(ProductOperations.DOT.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(T a, T b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(T a, Object b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** The product over the last axes. */
  public static <T extends Operand<T>> T inner(Object a, T b) {
    return one(ProductOperations.INNER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(T a, T b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(T a, Object b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** All products of two elements, one of each. */
  public static <T extends Operand<T>> T outer(Object a, T b) {
    return one(ProductOperations.OUTER.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(T a, T b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(T a, Object b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(Object a, T b) {
    return one(ProductOperations.VDOT.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(T a, T b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(T a, Object b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The cross product of vectors of 3 elements. */
  public static <T extends Operand<T>> T cross(Object a, T b) {
    return one(ProductOperations.CROSS.on(a, b));
  }

  /** The product over the last axes of one and the first axes of the other. */
  public static <T extends Operand<T>> T tensordot(T a, Object b, int count) {
    return one(ProductOperations.TENSORDOT.on(a, b).with("axes", count));
  }

  /** The product over pairs of axes. */
  public static <T extends Operand<T>> T tensordot(T a, Object b, int[] ours, int[] theirs) {
    return one(
        ProductOperations.TENSORDOT.on(a, b).with("axes", List.of(list(ours), list(theirs))));
  }

  /** A product by subscripts: {@code einsum("ij,jk->ik", a, b)}. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends Operand<T>> T einsum(String subscripts, T... operands) {
    return one(ProductOperations.EINSUM.on(List.of(operands)).with("subscripts", subscripts));
  }

  /** A product by subscripts; operands may include constants. */
  public static <T extends Operand<T>> T einsum(String subscripts, List<?> operands) {
    return one(ProductOperations.EINSUM.on(operands).with("subscripts", subscripts));
  }
}
