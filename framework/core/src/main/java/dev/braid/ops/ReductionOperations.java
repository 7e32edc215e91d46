package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import java.util.List;

/** Operations that reduce axes or accumulate along them. */
final class ReductionOperations {
  private static final OperationTable TABLE = new OperationTable();

  static final Operation SUM = reduction("Sum", ReductionKind.SUM);
  static final Operation MEAN = reduction("Mean", ReductionKind.MEAN);
  static final Operation AMAX = extreme("Amax", ReductionKind.MAX);
  static final Operation AMIN = extreme("Amin", ReductionKind.MIN);
  static final Operation ANY = reduction("Any", ReductionKind.ANY);
  static final Operation ALL_TRUE = reduction("All", ReductionKind.ALL);
  static final Operation MAX = withInitial("Max", ReductionKind.MAX, Binary.MAXIMUM);
  static final Operation MIN = withInitial("Min", ReductionKind.MIN, Binary.MINIMUM);
  static final Operation PROD =
      over("Prod", "numpy")
          .option("dtype", null)
          .computes(
              in ->
                  Scalars.cast(
                      in.value()
                          .reduce(
                              ReductionKind.PRODUCT,
                              in.flag("keepdims"),
                              in.axes("axis", in.value())),
                      in.type("dtype")));
  static final Operation VAR = over("Var", "numpy", ReductionOperations::variance);
  static final Operation STD =
      over("Std", "numpy", (x, keep, axes) -> variance(x, keep, axes).sqrt());
  static final Operation PTP =
      over("Ptp", "numpy", (x, keep, axes) -> x.max(keep, axes).subtract(x.min(keep, axes)));
  static final Operation LOGSUMEXP = over("Logsumexp", "math", ReductionOperations::logSumExp);
  static final Operation MEDIAN = over("Median", "numpy", ReductionOperations::median);
  static final Operation NANSUM = overNan("Nansum", ReductionKind.SUM, 0);
  static final Operation NANPROD = overNan("Nanprod", ReductionKind.PRODUCT, 1);
  static final Operation NANMAX = overNan("Nanmax", ReductionKind.MAX, Double.NEGATIVE_INFINITY);
  static final Operation NANMIN = overNan("Nanmin", ReductionKind.MIN, Double.POSITIVE_INFINITY);
  static final Operation NANMEAN = over("Nanmean", "numpy", ReductionOperations::nanMean);
  static final Operation COUNT_NONZERO =
      TABLE
          .named("CountNonzero", "numpy")
          .operands("x")
          .option("axis", null)
          .computes(
              in -> {
                Value truth = in.value().binary(Binary.NOT_EQUAL, 0);
                return truth.sum(false, in.axes("axis", truth)).detach();
              });
  static final Operation AVERAGE =
      TABLE
          .named("Average", "numpy")
          .operands("x", "weights")
          .option("axis", null)
          .computes(ReductionOperations::average);
  static final Operation MOMENTS =
      TABLE
          .named("Moments", "nn")
          .operands("x")
          .option("axes", null)
          .option("keepdims", false)
          .option("synchronized", false)
          .computesAll(
              in -> {
                Value x = in.value();
                int[] axes = in.axes("axes", x);
                boolean keep = in.flag("keepdims");
                return List.of(x.mean(keep, axes), variance(x, keep, axes));
              });
  static final Operation ARGMAX = position("Argmax", true);
  static final Operation ARGMIN = position("Argmin", false);
  static final Operation CUMSUM = cumulative("Cumsum", ReductionKind.SUM);
  static final Operation CUMPROD = cumulative("Cumprod", ReductionKind.PRODUCT);
  static final Operation NORM =
      TABLE
          .named("Norm", "linalg")
          .operands("x")
          .option("ord", null)
          .option("axis", null)
          .option("keepdims", false)
          .computes(Norms::norm);
  static final Operation NORMALIZE =
      TABLE
          .named("Normalize", "nn")
          .operands("x")
          .option("axis", -1)
          .option("order", 2)
          .option("epsilon", null)
          .computes(Norms::normalize);
  static final Operation DIFF =
      TABLE
          .named("Diff", "numpy")
          .operands("a")
          .option("n", 1)
          .option("axis", -1)
          .computes(ReductionOperations::difference);

  static final List<Operation> ALL = TABLE.rows();

  private ReductionOperations() {}

  private interface Formula {
    Value of(Value x, boolean keep, int... axes);
  }

  private static Operation.Builder over(String className, String module) {
    return TABLE
        .named(className, module)
        .operands("x")
        .option("axis", null)
        .option("keepdims", false);
  }

  private static Operation over(String className, String module, Formula formula) {
    return over(className, module)
        .computes(in -> formula.of(in.value(), in.flag("keepdims"), in.axes("axis", in.value())));
  }

  private static Operation reduction(String className, ReductionKind operation) {
    return over(className, "numpy", (x, keep, axes) -> x.reduce(operation, keep, axes));
  }

  /** Reduces with NaN replaced by a neutral number. */
  private static Operation overNan(String className, ReductionKind operation, double neutral) {
    return over(
        className,
        "numpy",
        (x, keep, axes) ->
            Scalars.typedLike(Scalars.where(x.unary(Unary.IS_NAN), neutral, x), x)
                .reduce(operation, keep, axes));
  }

  private static Operation extreme(String className, ReductionKind operation) {
    return over(className, "numpy", (x, keep, axes) -> extreme(x, operation, keep, axes));
  }

  private static Value extreme(Value x, ReductionKind operation, boolean keep, int... axes) {
    return Scalars.keepNan(x, x.reduce(operation, keep, axes), keep, axes);
  }

  private static Operation withInitial(String className, ReductionKind operation, Binary join) {
    return over(className, "numpy")
        .option("initial", null)
        .computes(
            in -> {
              Value x = in.value();
              Value found = extreme(x, operation, in.flag("keepdims"), in.axes("axis", x));
              return in.isGiven("initial") ? found.binary(join, in.real("initial")) : found;
            });
  }

  private static Operation position(String className, boolean largest) {
    return over(className, "numpy").computes(in -> position(in, largest));
  }

  private static Value position(Arguments in, boolean largest) {
    Value x = in.value();
    boolean all = !in.isGiven("axis");
    Value along = all ? Axes.raveled(x) : x;
    int axis = all ? 0 : ArrayMath.axis(in.integer("axis"), x.rank());
    if (along.size(axis) == 0) {
      throw new IllegalArgumentException("axis " + axis + " has no elements to choose from");
    }
    Value found = along.backend().position(largest, along, axis);
    if (!in.flag("keepdims")) {
      return found;
    }
    return all
        ? found.reshape(java.util.Collections.nCopies(x.rank(), Size.of(1)))
        : found.expand(axis);
  }

  private static Operation cumulative(String className, ReductionKind operation) {
    return TABLE
        .named(className, "numpy")
        .operands("x")
        .option("axis", null)
        .option("dtype", null)
        .computes(
            in -> {
              boolean all = !in.isGiven("axis");
              Value x = Scalars.cast(in.value(), in.type("dtype"));
              Value along = all ? Axes.raveled(x) : x;
              int axis = all ? 0 : ArrayMath.axis(in.integer("axis"), x.rank());
              return along.backend().cumulative(operation, along, axis);
            });
  }

  static Value variance(Value x, boolean keep, int... axes) {
    return x.subtract(x.mean(true, axes)).square().mean(keep, axes);
  }

  private static Value logSumExp(Value x, boolean keep, int... axes) {
    Value most = Scalars.fractions(x).max(true, axes).detach();
    Value finite = Scalars.where(most.unary(Unary.IS_INFINITE), 0, most);
    Value sum = x.subtract(finite).exp().sum(true, axes).log().add(finite);
    return Axes.dropped(sum, keep, axes);
  }

  private static Value median(Value x, boolean keep, int... axes) {
    int[] sorted = ArrayMath.axes(axes, x.rank());
    Value moved = x.permute(Axes.last(sorted, x.rank()));
    Value flat = moved.reshape(Axes.joined(moved.sizes(), x.rank() - sorted.length));
    int last = flat.rank() - 1;
    Value rising = Scalars.fractions(flat.backend().sort(flat, last).get(0));
    Size count = flat.sizeOf(last);
    Size upper = count.over(2);
    Size lower = count.minus(Size.of(1)).over(2);
    Value middle =
        Axes.one(rising, last, lower)
            .add(Axes.one(rising, last, upper))
            .multiply(0.5)
            .squeeze(last);
    Value out = middle;
    for (int axis : keep ? sorted : new int[0]) {
      out = out.expand(axis);
    }
    return out;
  }

  private static Value nanMean(Value x, boolean keep, int... axes) {
    Value nan = x.unary(Unary.IS_NAN);
    return Scalars.fractions(Scalars.where(nan, 0, x))
        .sum(keep, axes)
        .divide(nan.not().sum(keep, axes));
  }

  private static Value average(Arguments in) {
    Value x = in.value();
    int[] axes = in.axes("axis", x);
    if (!in.has(1)) {
      return x.mean(false, axes);
    }
    Value weights = in.value(1);
    if (weights.rank() == 1 && x.rank() > 1 && axes.length == 1) {
      weights = Axes.along(x, ArrayMath.axis(axes[0], x.rank()), weights);
    }
    Value total = Scalars.fractions(weights).sum(true, axes);
    Value sum = x.multiply(weights).sum(true, axes);
    return Axes.dropped(sum.divide(total), false, axes);
  }

  private static Value difference(Arguments in) {
    Value out = in.value();
    int axis = ArrayMath.axis(in.integer("axis"), out.rank());
    boolean truth = Scalars.type(out) == DType.BOOL;
    for (int i = 0; i < in.integer("n"); i++) {
      Size size = out.sizeOf(axis);
      Value behind = out.slice(axis, Size.of(1), size, 1);
      Value before = out.slice(axis, Size.of(0), size.minus(Size.of(1)), 1);
      out = truth ? behind.binary(Binary.NOT_EQUAL, before) : behind.subtract(before);
    }
    return out;
  }
}
