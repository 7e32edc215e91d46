package dev.braid.internal.saving.onnx;

import dev.braid.ops.Binary;
import dev.braid.ops.ShapeRules;
import dev.braid.ops.Unary;
import dev.braid.ops.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes elementwise operations, and composes those that are missing in ONNX. */
final class OnnxElementwise {
  private static final Map<Unary, String> UNARY = new EnumMap<>(Unary.class);
  private static final Map<Binary, String> BINARY = new EnumMap<>(Binary.class);

  static {
    UNARY.put(Unary.NEGATE, "Neg");
    UNARY.put(Unary.ABS, "Abs");
    UNARY.put(Unary.SIGN, "Sign");
    UNARY.put(Unary.SQRT, "Sqrt");
    UNARY.put(Unary.RECIPROCAL, "Reciprocal");
    UNARY.put(Unary.EXP, "Exp");
    UNARY.put(Unary.LOG, "Log");
    UNARY.put(Unary.SIN, "Sin");
    UNARY.put(Unary.COS, "Cos");
    UNARY.put(Unary.TAN, "Tan");
    UNARY.put(Unary.ASIN, "Asin");
    UNARY.put(Unary.ACOS, "Acos");
    UNARY.put(Unary.ATAN, "Atan");
    UNARY.put(Unary.SINH, "Sinh");
    UNARY.put(Unary.COSH, "Cosh");
    UNARY.put(Unary.TANH, "Tanh");
    UNARY.put(Unary.ASINH, "Asinh");
    UNARY.put(Unary.ACOSH, "Acosh");
    UNARY.put(Unary.ATANH, "Atanh");
    UNARY.put(Unary.SIGMOID, "Sigmoid");
    UNARY.put(Unary.SOFTPLUS, "Softplus");
    UNARY.put(Unary.RELU, "Relu");
    UNARY.put(Unary.ERF, "Erf");
    UNARY.put(Unary.FLOOR, "Floor");
    UNARY.put(Unary.CEIL, "Ceil");
    UNARY.put(Unary.ROUND, "Round");
    BINARY.put(Binary.ADD, "Add");
    BINARY.put(Binary.SUBTRACT, "Sub");
    BINARY.put(Binary.MULTIPLY, "Mul");
    BINARY.put(Binary.DIVIDE, "Div");
    BINARY.put(Binary.POWER, "Pow");
    BINARY.put(Binary.MAXIMUM, "Max");
    BINARY.put(Binary.MINIMUM, "Min");
    BINARY.put(Binary.EQUAL, "Equal");
    BINARY.put(Binary.LESS, "Less");
    BINARY.put(Binary.LESS_EQUAL, "LessOrEqual");
    BINARY.put(Binary.GREATER, "Greater");
    BINARY.put(Binary.GREATER_EQUAL, "GreaterOrEqual");
    BINARY.put(Binary.AND, "And");
    BINARY.put(Binary.OR, "Or");
    BINARY.put(Binary.XOR, "Xor");
  }

  private OnnxElementwise() {}

  /**
   * Returns the common type of operands: floats before integers; mixed truth values are computed as
   * floats.
   */
  static OnnxType common(List<? extends Value> values) {
    boolean same = values.stream().map(value -> OnnxValue.of(value).type()).distinct().count() == 1;
    if (same) {
      return OnnxValue.of(values.get(0)).type();
    }
    return values.stream().anyMatch(value -> OnnxValue.of(value).type() == OnnxType.FLOAT)
        ? OnnxType.FLOAT
        : OnnxType.INT64;
  }

  // ---- one operand

  static Value unary(Unary operation, OnnxValue x) {
    boolean isNumber = x.type() == OnnxType.FLOAT;
    return switch (operation) {
      case NOT -> x.type() == OnnxType.BOOL ? x.like("Not") : x.equalTo(0);
      case IS_NAN -> truth("IsNaN", x);
      case IS_INFINITE -> truth("IsInf", x);
      case FLOOR, CEIL, ROUND, TRUNCATE -> isNumber ? number(operation, x) : x;
      case NEGATE, ABS, SIGN, SQUARE ->
          number(operation, x.type() == OnnxType.INT64 ? x : x.cast(OnnxType.FLOAT));
      default -> number(operation, x.cast(OnnxType.FLOAT));
    };
  }

  private static Value number(Unary operation, OnnxValue number) {
    return switch (operation) {
      case SQUARE -> number.multiply(number);
      case TRUNCATE -> number.unary(Unary.SIGN).multiply(number.abs().unary(Unary.FLOOR));
      // (e^x - 1) = tanh(x / 2) (e^x + 1) is exact near zero
      case EXPM1 -> number.multiply(0.5).tanh().multiply(number.exp().add(1));
      case LOG1P -> log1p(number);
      default -> number.like(UNARY.get(operation));
    };
  }

  private static Value truth(String operator, OnnxValue x) {
    OnnxValue real = x.cast(OnnxType.FLOAT);
    return OnnxGraph.add(operator, Map.of(), OnnxType.BOOL, x.shape(), real).sizedAsBroadcast(real);
  }

  /** Computes log(1 + x) and corrects the rounding error of 1 + x: exact near zero. */
  private static Value log1p(Value x) {
    Value sum = x.add(1);
    Value added = sum.subtract(1);
    Value one = OnnxValue.of(x).graph().number(1);
    // for large x the 1 is lost, for infinite x the quotient is NaN
    Value correction = one.where(added.binary(Binary.EQUAL, x), x.divide(added));
    return x.where(sum.equalTo(1), sum.log().multiply(correction));
  }

  static Value clip(OnnxValue given, double low, double high) {
    OnnxValue x = given.cast(OnnxType.FLOAT);
    return x.like(
        "Clip",
        Map.of(),
        low <= -Float.MAX_VALUE ? null : x.graph().number(low),
        high >= Float.MAX_VALUE ? null : x.graph().number(high));
  }

  // ---- two operands

  static Value binary(Binary operation, OnnxValue a, OnnxValue b) {
    boolean truths = a.type() == OnnxType.BOOL && b.type() == OnnxType.BOOL;
    boolean integers = a.type() == OnnxType.INT64 && b.type() == OnnxType.INT64;
    return switch (operation) {
      case AND, OR, XOR -> node(BINARY.get(operation), OnnxType.BOOL, OnnxType.BOOL, a, b);
      case NOT_EQUAL -> binary(Binary.EQUAL, a, b).not();
      case EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> {
        OnnxType type =
            truths && operation != Binary.EQUAL ? OnnxType.FLOAT : common(List.of(a, b));
        yield node(BINARY.get(operation), type, OnnxType.BOOL, a, b);
      }
      case DIVIDE, POWER -> node(BINARY.get(operation), OnnxType.FLOAT, OnnxType.FLOAT, a, b);
      case FLOOR_DIVIDE ->
          integers
              ? node("Div", OnnxType.INT64, OnnxType.INT64, OnnxValue.of(a.subtract(mod(a, b))), b)
              : binary(Binary.DIVIDE, a, b).unary(Unary.FLOOR);
      case MOD -> integers ? mod(a, b) : a.subtract(floored(a, b).multiply(b));
      case ARCTAN2 -> arctan2(a, b);
      case MULTIPLY, MINIMUM -> truths ? binary(Binary.AND, a, b) : number(operation, a, b);
      case MAXIMUM -> truths ? binary(Binary.OR, a, b) : number(operation, a, b);
      default -> number(operation, a, b);
    };
  }

  private static Value number(Binary operation, OnnxValue a, OnnxValue b) {
    OnnxType common = common(List.of(a, b));
    OnnxType type = common == OnnxType.BOOL ? OnnxType.FLOAT : common;
    OnnxValue result = node(BINARY.get(operation), type, type, a, b);
    if (type == OnnxType.INT64) {
      a.graph().integerIn(b).ifPresent(number -> measure(operation, result, a, number));
    }
    return result;
  }

  /** Tracks positions that are counted from the end of an axis. */
  private static void measure(Binary operation, OnnxValue result, OnnxValue a, long number) {
    switch (operation) {
      case ADD -> result.measuredAs(a, number);
      case SUBTRACT -> result.measuredAs(a, -number);
      case MAXIMUM -> {
        if (number == 0) {
          result.measuredAs(a, 0);
        }
      }
      default -> {}
    }
  }

  private static Value floored(OnnxValue a, OnnxValue b) {
    return binary(Binary.FLOOR_DIVIDE, a, b);
  }

  private static Value mod(OnnxValue a, OnnxValue b) {
    return node("Mod", OnnxType.INT64, OnnxType.INT64, a, b);
  }

  private static OnnxValue node(
      String operator, OnnxType operands, OnnxType result, OnnxValue a, OnnxValue b) {
    OnnxValue x = a.cast(operands);
    OnnxValue y = b.cast(operands);
    long[] shape = ShapeRules.broadcast(x.shape(), y.shape());
    return OnnxGraph.add(operator, Map.of(), result, shape, x, y).sizedAsBroadcast(x, y);
  }

  private static Value arctan2(Value y, Value x) {
    Value upright = x.equalTo(0);
    Value one = OnnxValue.of(x).graph().number(1);
    Value turned = y.sign().add(y.equalTo(0)).multiply(Math.PI).multiply(x.below(0));
    Value angle = y.binary(Binary.DIVIDE, one.where(upright, x)).unary(Unary.ATAN).add(turned);
    return y.sign().multiply(Math.PI / 2).where(upright, angle);
  }

  static Value binary(Binary operation, OnnxValue x, double number) {
    boolean truth = x.type() == OnnxType.BOOL;
    return switch (operation) {
      case ADD, SUBTRACT -> number == 0 && !truth ? x : binary(operation, x, constant(x, number));
      case MULTIPLY, DIVIDE -> number == 1 ? x : binary(operation, x, constant(x, number));
      case POWER -> number == 2 ? x.square() : binary(operation, x, constant(x, number));
      case NOT_EQUAL, GREATER ->
          truth && number == 0 ? x : binary(operation, x, constant(x, number));
      case EQUAL -> {
        if (truth && (number == 0 || number == 1)) {
          yield number == 1 ? x : x.not();
        }
        yield binary(operation, x, constant(x, number));
      }
      default -> binary(operation, x, constant(x, number));
    };
  }

  static Value binary(Binary operation, double number, OnnxValue x) {
    return operation == Binary.SUBTRACT && number == 1 && x.type() == OnnxType.BOOL
        ? x.not()
        : binary(operation, constant(x, number), x);
  }

  /** Returns a number in the type of a value, if that type can represent it. */
  private static OnnxValue constant(OnnxValue x, double number) {
    return x.type() == OnnxType.INT64 && number == Math.rint(number) && Math.abs(number) < 1e15
        ? x.graph().integer((long) number)
        : x.graph().number(number);
  }

  // ---- three operands

  static Value where(OnnxValue condition, OnnxValue a, OnnxValue b) {
    OnnxType common = common(List.of(a, b));
    OnnxType type = common == OnnxType.BOOL ? OnnxType.FLOAT : common;
    OnnxValue x = a.cast(type);
    OnnxValue y = b.cast(type);
    long[] shape =
        ShapeRules.broadcast(condition.shape(), ShapeRules.broadcast(a.shape(), b.shape()));
    return OnnxGraph.add("Where", Map.of(), type, shape, condition, x, y)
        .sizedAsBroadcast(condition, x, y);
  }
}
