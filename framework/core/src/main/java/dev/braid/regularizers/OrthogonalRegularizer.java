package dev.braid.regularizers;

import dev.braid.Problem;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * A price on rows (or columns) of a matrix that are not at right angles to each other.
 *
 * @param factor the price of a mean cosine of 1
 * @param columns true for columns, false for rows
 */
public record OrthogonalRegularizer(double factor, boolean columns) implements Regularizer {
  public OrthogonalRegularizer {
    Factors.check("OrthogonalRegularizer", "factor", factor);
  }

  static OrthogonalRegularizer read(Config config) {
    return new OrthogonalRegularizer(
        config.number("factor", 0.01), config.text("mode", "rows").equals("columns"));
  }

  @Override
  public Value penalty(Value weight) {
    if (weight.rank() != 2) {
      throw StructureException.of(
          "OrthogonalRegularizer does not fit the weight",
          Problem.of("option", "regularizer", "it prices matrices only"));
    }
    int along = columns ? 0 : 1;
    Value square = weight.square().sum(true, along);
    Value unit = weight.divide(square.clip(1e-14, Double.MAX_VALUE).sqrt());
    Value cosines = columns ? unit.matmul(unit, true, false) : unit.matmul(unit, false, true);
    long count = weight.size(1 - along);
    // each cosine stands twice, and each vector's with itself is left out by its known absolute
    Value own = unit.square().sum();
    double pairs = count * (count - 1) / 2.0;
    return cosines.abs().sum().subtract(own).multiply(factor * 0.5 / pairs);
  }

  @Override
  public String className() {
    return "OrthogonalRegularizer";
  }

  /** Keras keeps the factor as a float32 and writes what is left of it. */
  @Override
  public Config config() {
    return new Config()
        .put("factor", (double) (float) factor)
        .put("mode", columns ? "columns" : "rows");
  }
}
