package dev.braid.metrics;

import java.util.Arrays;

/** A metric with a user-defined formula. */
final class FormulaMetric extends RowMetric<FormulaMetric> {
  private final String formulaName;
  private final RowFormula formula;

  FormulaMetric(String name, boolean higherIsBetter, RowFormula formula) {
    super(name, higherIsBetter);
    this.formulaName = name;
    this.formula = formula;
  }

  /**
   * The user's name, by which a {@code Registry} or Python finds the formula when a file is read.
   */
  @Override
  public String className() {
    return formulaName;
  }

  @Override
  public String module() {
    return "custom";
  }

  @Override
  public String registeredName() {
    return "Custom>" + formulaName;
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return formula.value(
        Arrays.copyOfRange(target, t, t + width), Arrays.copyOfRange(prediction, p, p + width));
  }
}
