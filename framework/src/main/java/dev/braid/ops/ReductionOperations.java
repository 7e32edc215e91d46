package dev.braid.ops;

import java.util.List;

/** Operations that reduce axes. */
final class ReductionOperations {
  static final Operation MEAN = reduction("Mean", Reduction.MEAN);
  static final Operation SUM = reduction("Sum", Reduction.SUM);

  static final List<Operation> ALL = List.of(MEAN, SUM);

  private ReductionOperations() {}

  private static Operation reduction(String className, Reduction operation) {
    return Operation.named(className, "numpy")
        .operands("x")
        .option("axis", null)
        .option("keepdims", false)
        .computes(
            in -> {
              Value x = in.value();
              return x.reduce(operation, in.flag("keepdims"), in.axes("axis", x));
            });
  }
}
