package dev.braid.ops;

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
public final class Ops extends SelectionOps {
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
      T x, Object gamma, Object beta, int... axes) {
    return one(
        NetworkOperations.LAYER_NORM
            .on(x, gamma, beta)
            .with("axis", axes.length == 0 ? -1 : axes(axes)));
  }

  /** Divided by the root of the mean square along the last axis; the scale may be null. */
  public static <T extends Operand<T>> T rmsNormalization(T x, Object scale) {
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
      T query, T key, T value, Object mask, boolean causal) {
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
}
