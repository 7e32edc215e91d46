package dev.braid.losses;

import dev.braid.ops.Value;
import java.util.function.BinaryOperator;

/** A loss made of a user's formula. */
final class FormulaLoss extends StandardLoss<FormulaLoss> {
  private final BinaryOperator<Value> formula;

  FormulaLoss(String name, BinaryOperator<Value> formula) {
    super(name);
    this.formula = formula;
  }

  /** The user's name, by which Python must know a function of its own to open the file. */
  @Override
  public String className() {
    return name();
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
