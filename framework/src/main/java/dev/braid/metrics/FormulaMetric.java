package dev.braid.metrics;

import java.util.Arrays;

/** A metric made of a user's formula. */
final class FormulaMetric extends RowMetric<FormulaMetric> {
  private final RowFormula formula;

  FormulaMetric(String name, boolean higherIsBetter, RowFormula formula) {
    super(name, higherIsBetter);
    this.formula = formula;
  }

  /** The user's name, by which Python must know a function of its own to open the file. */
  @Override
  public String className() {
    return name();
  }

  @Override
  protected double row(float[] target, int t, float[] prediction, int p, int width) {
    return formula.value(
        Arrays.copyOfRange(target, t, t + width), Arrays.copyOfRange(prediction, p, p + width));
  }
}
