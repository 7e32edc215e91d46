package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;

/** Activation functions. */
final class ActivationOperations {
  private static final OperationTable TABLE = new OperationTable();

  static final Operation RELU = of("Relu", ActivationFormula.RELU);
  static final Operation RELU6 = of("Relu6", ActivationFormula.RELU6);
  static final Operation SIGMOID = of("Sigmoid", ActivationFormula.SIGMOID);
  static final Operation SILU = of("Silu", ActivationFormula.SILU);
  static final Operation SOFTPLUS = of("Softplus", ActivationFormula.SOFTPLUS);
  static final Operation SOFTSIGN = of("Softsign", ActivationFormula.SOFTSIGN);
  static final Operation SELU = of("Selu", ActivationFormula.SELU);
  static final Operation HARD_SIGMOID = of("HardSigmoid", ActivationFormula.HARD_SIGMOID);
  static final Operation HARD_SILU = of("HardSilu", ActivationFormula.HARD_SWISH);
  static final Operation HARD_TANH = of("HardTanh", ActivationFormula.HARD_TANH);
  static final Operation LOG_SIGMOID = of("LogSigmoid", ActivationFormula.LOG_SIGMOID);
  static final Operation TANH_SHRINK = of("TanhShrink", ActivationFormula.TANH_SHRINK);
  static final Operation SPARSE_PLUS = of("SparsePlus", ActivationFormula.SPARSE_PLUS);
  static final Operation SPARSE_SIGMOID = of("SparseSigmoid", ActivationFormula.SPARSE_SIGMOID);
  static final Operation ELU =
      with("Elu", "alpha", 1.0, (x, alpha) -> x.relu().add(negative(x).expm1().multiply(alpha)));
  static final Operation CELU =
      with(
          "Celu",
          "alpha",
          1.0,
          (x, alpha) -> x.relu().add(negative(x).divide(alpha).expm1().multiply(alpha)));
  static final Operation LEAKY_RELU =
      with(
          "LeakyRelu",
          "negative_slope",
          0.2,
          (x, below) -> x.where(x.binary(Binary.GREATER_EQUAL, 0), x.multiply(below)));
  static final Operation HARD_SHRINK =
      with("HardShrink", "threshold", 0.5, (x, t) -> x.multiply(x.abs().above(t)));
  static final Operation SOFT_SHRINK =
      with(
          "SoftShrink",
          "threshold",
          0.5,
          (x, t) -> x.subtract(t).relu().subtract(x.add(t).negate().relu()));
  static final Operation SQUAREPLUS =
      with("Squareplus", "b", 4, (x, b) -> x.add(x.square().add(b).sqrt()).multiply(0.5));
  static final Operation THRESHOLD =
      TABLE
          .named("Threshold", "nn")
          .operands("x")
          .option("threshold", null)
          .option("default_value", null)
          .computes(
              in ->
                  Scalars.where(
                      in.value().above(in.real("threshold")),
                      in.value(),
                      in.real("default_value")));
  static final Operation GELU =
      TABLE
          .named("Gelu", "nn")
          .operands("x")
          .option("approximate", true)
          .computes(
              in ->
                  in.flag("approximate")
                      ? approximateGelu(in.value())
                      : ActivationFormula.GELU.apply(in.value()));
  static final Operation GLU =
      TABLE
          .named("Glu", "nn")
          .operands("x")
          .option("axis", -1)
          .computes(in -> glu(in.value(), in.integer("axis")));
  static final Operation SOFTMAX = overAxes("Softmax", Value::softmax);
  static final Operation LOG_SOFTMAX = overAxes("LogSoftmax", Value::logSoftmax);
  static final Operation SPARSEMAX =
      TABLE
          .named("Sparsemax", "nn")
          .operands("x")
          .option("axis", -1)
          .computes(
              in -> sparsemax(in.value(), ArrayMath.axis(in.integer("axis"), in.value().rank())));

  static final List<Operation> ALL = TABLE.rows();

  private ActivationOperations() {}

  private static Operation of(String className, ActivationFormula formula) {
    return TABLE.named(className, "nn").operands("x").computes(in -> formula.apply(in.value()));
  }

  private interface Formula {
    Value of(Value x, double option);
  }

  private static Operation with(String className, String option, Number preset, Formula formula) {
    return TABLE
        .named(className, "nn")
        .operands("x")
        .option(option, preset)
        .computes(in -> formula.of(in.value(), in.real(option)));
  }

  private interface AlongAxis {
    Value of(Value x, int axis);
  }

  private static Operation overAxes(String className, AlongAxis formula) {
    return TABLE
        .named(className, "nn")
        .operands("x")
        .option("axis", -1)
        .computes(in -> overAxes(formula, in));
  }

  /** Applies a formula over several axes as one; null stands for all axes. */
  private static Value overAxes(AlongAxis formula, Arguments in) {
    Value x = in.value();
    int[] axes = ArrayMath.axes(in.axes("axis", x), x.rank());
    if (axes.length == 1) {
      return formula.of(x, axes[0]);
    }
    int[] order = Axes.last(axes, x.rank());
    Value moved = x.permute(order);
    List<Size> sizes = moved.sizes();
    Value flat = moved.reshape(Axes.joined(sizes, x.rank() - axes.length));
    return formula.of(flat, -1).reshape(sizes).permute(Axes.inverse(order));
  }

  /** The element below zero, and 0 above; the gradient at zero is 1, as in Keras. */
  private static Value negative(Value x) {
    return x.clip(-Double.MAX_VALUE, 0);
  }

  private static Value approximateGelu(Value x) {
    Value cubic = x.add(x.square().multiply(x).multiply(0.044715));
    return x.multiply(cubic.multiply(Math.sqrt(2 / Math.PI)).tanh().add(1)).multiply(0.5);
  }

  private static Value glu(Value x, int axis) {
    long size = x.size(axis);
    if (size >= 0 && size % 2 != 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " has " + size + " elements, which cannot be split into two halves");
    }
    Size half = x.sizeOf(axis).over(2);
    return x.slice(axis, Size.of(0), half, 1)
        .multiply(x.slice(axis, half, x.sizeOf(axis), 1).sigmoid());
  }

  private static Value sparsemax(Value x, int axis) {
    Value falling = x.backend().sort(x.negate(), axis).get(0).negate();
    Value sums = falling.cumulativeSum(axis);
    Value ranks = Axes.along(x, axis, x.backend().count(x.sizeOf(axis))).add(1);
    Value in = sums.subtract(1).binary(Binary.LESS, falling.multiply(ranks));
    Value count = Scalars.fractions(in).sum(true, axis);
    // Keras adds up all cumulative sums, although the largest one is meant
    Value threshold = sums.multiply(in).sum(true, axis).subtract(1).divide(count);
    return x.subtract(threshold).relu();
  }
}
