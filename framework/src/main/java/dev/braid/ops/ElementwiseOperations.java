package dev.braid.ops;

import java.util.List;

/** Operations that take each element by itself. */
final class ElementwiseOperations {
  static final Operation ADD = binary("Add", Binary.ADD);
  static final Operation SUBTRACT = binary("Subtract", Binary.SUBTRACT);
  static final Operation MULTIPLY = binary("Multiply", Binary.MULTIPLY);
  static final Operation DIVIDE = binary("Divide", Binary.DIVIDE);
  static final Operation TRUE_DIVIDE = binary("TrueDivide", Binary.DIVIDE);
  static final Operation POWER = binary("Power", Binary.POWER);
  static final Operation GREATER = binary("Greater", Binary.GREATER);
  static final Operation NEGATIVE = unary("Negative", Unary.NEGATE);
  static final Operation EXP = unary("Exp", Unary.EXP);

  static final List<Operation> ALL =
      List.of(ADD, SUBTRACT, MULTIPLY, DIVIDE, TRUE_DIVIDE, POWER, GREATER, NEGATIVE, EXP);

  private ElementwiseOperations() {}

  private static Operation unary(String className, Unary operation) {
    return Operation.named(className, "numpy")
        .operands("x")
        .computes(in -> in.value().unary(operation));
  }

  private static Operation binary(String className, Binary operation) {
    return Operation.named(className, "numpy")
        .operands("x1", "x2")
        .computes(in -> binary(operation, in));
  }

  private static Value binary(Binary operation, Arguments in) {
    if (in.isNumber(1)) {
      return in.value(0).binary(operation, in.number(1));
    }
    return in.isNumber(0)
        ? in.value(1).backend().binary(operation, in.number(0), in.value(1))
        : in.value(0).binary(operation, in.value(1));
  }
}
