package dev.braid.losses;

import dev.braid.ops.Value;
import java.util.function.BinaryOperator;

/** A loss with a user-defined formula. */
final class FormulaLoss extends StandardLoss<FormulaLoss> {
  private final String formulaName;
  private final BinaryOperator<Value> formula;

  FormulaLoss(String name, BinaryOperator<Value> formula) {
    super(name);
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
  public String call() {
    return "loss(\"" + name() + "\", …)";
  }

  @Override
  public Value values(Value target, Value prediction) {
    return formula.apply(target, prediction);
  }
}
