package dev.braid.losses;

import dev.braid.ops.Value;
import java.util.function.BinaryOperator;

/** A loss made of a user's formula. */
final class FormulaLoss extends StandardLoss<FormulaLoss> {
  private final String formulaName;
  private final BinaryOperator<Value> formula;

  FormulaLoss(String name, BinaryOperator<Value> formula) {
    super(name);
    this.formulaName = name;
    this.formula = formula;
  }

  /** The user's name, under which a {@code Registry} or Python gives a file its formula. */
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
