package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;

/** Operations of neural networks: windows, normalization, losses and attention. */
final class NetworkOperations {
  private static final OperationTable TABLE = new OperationTable();

  /** Keras' smallest probability. */
  private static final double EPSILON = 1e-7;

  static final Operation CONV =
      window("Conv", "kernel").option("dilation_rate", 1).computes(WindowOperations::convolution);
  static final Operation DEPTHWISE_CONV =
      window("DepthwiseConv", "kernel")
          .option("dilation_rate", 1)
          .computes(WindowOperations::depthwise);
  static final Operation SEPARABLE_CONV =
      window("SeparableConv", "depthwise_kernel", "pointwise_kernel")
          .option("dilation_rate", 1)
          .computes(WindowOperations::separable);
  static final Operation CONV_TRANSPOSE =
      TABLE
          .named("ConvTranspose", "nn")
          .operands("inputs", "kernel")
          .option("strides", 1)
          .option("padding", "valid")
          .option("output_padding", null)
          .option("data_format", null)
          .option("dilation_rate", 1)
          .computes(WindowOperations::transposed);
  static final Operation MAX_POOL = pool("MaxPool", true);
  static final Operation AVERAGE_POOL = pool("AveragePool", false);
  static final Operation BATCH_NORM =
      TABLE
          .named("BatchNorm", "nn")
          .operands("x", "mean", "variance", "offset", "scale")
          .option("axis", null)
          .option("epsilon", 1e-3)
          .computes(NetworkOperations::batchNorm);
  static final Operation LAYER_NORM =
      TABLE
          .named("LayerNorm", "nn")
          .operands("x", "gamma", "beta")
          .option("axis", -1)
          .option("epsilon", null)
          .option("rms_scaling", false)
          .computes(NetworkOperations::layerNorm);
  static final Operation RMS_NORM =
      TABLE
          .named("RMSNorm", "nn")
          .operands("x", "scale")
          .option("axis", -1)
          .option("epsilon", null)
          .computes(NetworkOperations::rmsNorm);
  static final Operation BINARY_CROSSENTROPY =
      TABLE
          .named("BinaryCrossentropy", "nn")
          .operands("target", "output")
          .option("from_logits", false)
          .computes(NetworkOperations::binaryCrossentropy);
  static final Operation CATEGORICAL_CROSSENTROPY =
      crossentropy("CategoricalCrossentropy").computes(NetworkOperations::categoricalCrossentropy);
  static final Operation SPARSE_CATEGORICAL_CROSSENTROPY =
      crossentropy("SparseCategoricalCrossentropy")
          .computes(NetworkOperations::sparseCategoricalCrossentropy);
  static final Operation DOT_PRODUCT_ATTENTION =
      TABLE
          .named("DotProductAttention", "nn")
          .operands("query", "key", "value", "bias", "mask", "scale")
          .option("is_causal", false)
          .option("flash_attention", null)
          .option("attn_logits_soft_cap", null)
          .computes(NetworkOperations::attention);
  static final Operation PSNR =
      TABLE
          .named("PSNR", "nn")
          .operands("x1", "x2")
          .option("max_val", null)
          .computes(
              in -> {
                Value error = in.value(0).subtract(in.value(1)).square().mean();
                return error
                    .log()
                    .multiply(-10 / Math.log(10))
                    .add(20 * Math.log10(in.real("max_val")));
              });

  static final List<Operation> ALL = TABLE.rows();

  private NetworkOperations() {}

  private static Operation.Builder window(String className, String... kernels) {
    return TABLE
        .named(className, "nn")
        .operands("inputs")
        .operands(kernels)
        .option("strides", 1)
        .option("padding", "valid")
        .option("data_format", null);
  }

  private static Operation pool(String className, boolean largest) {
    return TABLE
        .named(className, "nn")
        .operands("inputs")
        .option("pool_size", null)
        .option("strides", null)
        .option("padding", "valid")
        .option("data_format", null)
        .computes(in -> WindowOperations.pool(in, largest));
  }

  private static Operation.Builder crossentropy(String className) {
    return TABLE
        .named(className, "nn")
        .operands("target", "output")
        .option("from_logits", false)
        .option("axis", -1);
  }

  private static Value batchNorm(Arguments in) {
    Value x = in.value(0);
    int axis = ArrayMath.axis(in.integer("axis"), x.rank());
    Value inverse = Axes.along(x, axis, in.value(2)).add(in.real("epsilon")).sqrt().reciprocal();
    if (in.has(4)) {
      inverse = inverse.multiply(Axes.along(x, axis, in.value(4)));
    }
    Value out = x.subtract(Axes.along(x, axis, in.value(1))).multiply(inverse);
    return in.has(3) ? out.add(Axes.along(x, axis, in.value(3))) : out;
  }

  private static Value layerNorm(Arguments in) {
    Value x = in.value(0);
    int[] axes = ArrayMath.axes(in.axes("axis", x), x.rank());
    double epsilon = in.isGiven("epsilon") ? in.real("epsilon") : EPSILON;
    Value variance = ReductionOperations.variance(x, true, axes);
    boolean centered = !in.flag("rms_scaling");
    Value out = centered ? x.subtract(x.mean(true, axes)) : x;
    out = out.multiply(variance.add(epsilon).sqrt().reciprocal());
    out = in.has(1) ? out.multiply(broadcastable(in.value(1), x, axes)) : out;
    return centered && in.has(2) ? out.add(broadcastable(in.value(2), x, axes)) : out;
  }

  /** Reshapes factors of the normalized axes so that they broadcast along all others. */
  private static Value broadcastable(Value factors, Value x, int... axes) {
    if (factors.rank() == x.rank() || axes.length == 1 && axes[0] == x.rank() - 1) {
      return factors;
    }
    List<Size> sizes =
        new java.util.ArrayList<>(java.util.Collections.nCopies(x.rank(), Size.of(1)));
    for (int axis : axes) {
      sizes.set(axis, x.sizeOf(axis));
    }
    return factors.reshape(sizes);
  }

  private static Value rmsNorm(Arguments in) {
    Value x = in.value(0).rank() == 0 ? in.value(0).reshape(1) : in.value(0);
    double epsilon = in.isGiven("epsilon") ? in.real("epsilon") : EPSILON;
    int[] axes = ArrayMath.axes(in.axes("axis", x), x.rank());
    Value mean = x.square().mean(true, axes);
    Value out = x.multiply(mean.add(epsilon).sqrt().reciprocal());
    return in.has(1) ? out.multiply(broadcastable(in.value(1), x, axes)) : out;
  }

  private static Value binaryCrossentropy(Arguments in) {
    Value target = in.value(0);
    Value output = in.value(1);
    sameShape(target, output);
    Value other = target.subtractFrom(1);
    if (in.flag("from_logits")) {
      return target.multiply(output.negate().softplus()).add(other.multiply(output.softplus()));
    }
    Value safe = output.clip(EPSILON, 1 - EPSILON);
    return target.multiply(safe.log()).add(other.multiply(safe.subtractFrom(1).log())).negate();
  }

  private static void sameShape(Value target, Value output) {
    long[] a = target.shape();
    long[] b = output.shape();
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = a[i] == b[i] || a[i] < 0 || b[i] < 0;
    }
    if (!same) {
      throw new IllegalArgumentException(
          "the target has the shape "
              + ShapeRules.text(a)
              + " and the output "
              + ShapeRules.text(b));
    }
  }

  private static Value categoricalCrossentropy(Arguments in) {
    Value target = in.value(0);
    Value output = in.value(1);
    sameShape(target, output);
    int axis = ArrayMath.axis(in.integer("axis"), output.rank());
    return target.multiply(logarithms(in, output, axis)).sum(false, axis).negate();
  }

  private static Value logarithms(Arguments in, Value output, int axis) {
    if (in.flag("from_logits")) {
      return output.logSoftmax(axis);
    }
    return output.divide(output.sum(true, axis)).clip(EPSILON, 1 - EPSILON).log();
  }

  private static Value sparseCategoricalCrossentropy(Arguments in) {
    Value output = in.value(1);
    Value target = in.value(0);
    if (target.rank() == output.rank() && target.size(-1) == 1) {
      target = target.squeeze(-1);
    }
    int axis = ArrayMath.axis(in.integer("axis"), output.rank());
    if (target.rank() != output.rank() - 1) {
      throw new IllegalArgumentException(
          "the target has the shape "
              + ShapeRules.text(target.shape())
              + " and the output "
              + ShapeRules.text(output.shape()));
    }
    Value logarithms = logarithms(in, output, axis);
    Value chosen = logarithms.takeAlongAxis(target.expand(axis), axis);
    return chosen.squeeze(axis).negate();
  }

  /** (batch, time, heads, depth) each. */
  private static Value attention(Arguments in) {
    Value query = in.value(0);
    for (int i = 0; i < 3; i++) {
      if (in.value(i).rank() != 4) {
        throw new IllegalArgumentException(
            "expected 4 axes of query, key and value, received " + in.value(i).rank());
      }
    }
    double scale = in.has(5) ? in.number(5) : 1 / Math.sqrt(query.size(-1));
    Value scores =
        new Contraction("bqhd", "bkhd", "bhqk").apply(query, in.value(1)).multiply(scale);
    if (in.has(3)) {
      scores = scores.add(in.value(3));
    }
    if (in.isGiven("attn_logits_soft_cap")) {
      double cap = in.real("attn_logits_soft_cap");
      scores = scores.divide(cap).tanh().multiply(cap);
    }
    // far below all scores but finite: a row without any key gets the mean
    double never = -0.7 * Float.MAX_VALUE;
    if (in.has(4)) {
      scores = Scalars.where(in.value(4), scores, never);
    }
    if (in.flag("is_causal")) {
      Value past = Diagonals.distance(scores).binary(Binary.LESS_EQUAL, 0);
      scores = Scalars.where(past, scores, never);
    }
    return new Contraction("bhqk", "bkhd", "bqhd").apply(scores.softmax(-1), in.value(2));
  }
}
