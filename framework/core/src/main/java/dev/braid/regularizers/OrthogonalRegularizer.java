package dev.braid.regularizers;

import dev.braid.Problem;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * A penalty on rows (or columns) of a matrix that are not orthogonal.
 *
 * @param factor the factor of the mean absolute cosine
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
          Problem.of("option", "regularizer", "only matrices are supported"));
    }
    int along = columns ? 0 : 1;
    Value square = weight.square().sum(true, along);
    Value unit = weight.divide(square.clip(1e-14, Double.MAX_VALUE).sqrt());
    Value cosines = columns ? unit.matmul(unit, true, false) : unit.matmul(unit, false, true);
    long count = weight.size(1 - along);
    // each cosine occurs twice, and each vector's cosine with itself is subtracted
    Value diagonal = unit.square().sum();
    double pairs = count * (count - 1) / 2.0;
    return cosines.abs().sum().subtract(diagonal).multiply(factor * 0.5 / pairs);
  }

  @Override
  public String className() {
    return "OrthogonalRegularizer";
  }

  /** Writes the factor rounded to float32, as Keras does. */
  @Override
  public Config config() {
    return new Config()
        .put("factor", (double) (float) factor)
        .put("mode", columns ? "columns" : "rows");
  }
}
