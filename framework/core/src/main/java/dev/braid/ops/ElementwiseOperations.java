package dev.braid.ops;

import dev.braid.DType;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operations that compute each element separately. */
final class ElementwiseOperations {
  private static final OperationTable TABLE = new OperationTable();

  // ---- arithmetic

  static final Operation ADD = binary("Add", Binary.ADD);
  static final Operation SUBTRACT = binary("Subtract", Binary.SUBTRACT);
  static final Operation MULTIPLY = binary("Multiply", Binary.MULTIPLY);
  static final Operation DIVIDE = binary("Divide", Binary.DIVIDE);
  static final Operation TRUE_DIVIDE = binary("TrueDivide", Binary.DIVIDE);
  static final Operation FLOOR_DIVIDE = binary("FloorDivide", Binary.FLOOR_DIVIDE);
  static final Operation MOD = binary("Mod", Binary.MOD);
  static final Operation POWER = binary("Power", Binary.POWER);
  static final Operation MAXIMUM = extreme("Maximum", Binary.MAXIMUM);
  static final Operation MINIMUM = extreme("Minimum", Binary.MINIMUM);
  static final Operation ARCTAN2 = binary("Arctan2", Binary.ARCTAN2);
  static final Operation DIVIDE_NO_NAN = of2("DivideNoNan", ElementwiseOperations::divideNoNan);
  static final Operation FMOD =
      of2("Fmod", (a, b) -> a.subtract(a.divide(b).unary(Unary.TRUNCATE).multiply(b)));
  static final Operation FMAX = of2("Fmax", (a, b) -> ignoringNan(a, b, Binary.MAXIMUM));
  static final Operation FMIN = of2("Fmin", (a, b) -> ignoringNan(a, b, Binary.MINIMUM));
  static final Operation HYPOT = of2("Hypot", (a, b) -> a.square().add(b.square()).sqrt());
  static final Operation LOGADDEXP = of2("Logaddexp", ElementwiseOperations::logAddExp);
  static final Operation LOGADDEXP2 =
      of2(
          "Logaddexp2",
          (a, b) ->
              logAddExp(a.multiply(Math.log(2)), b.multiply(Math.log(2))).divide(Math.log(2)));
  static final Operation HEAVISIDE = of2("Heaviside", ElementwiseOperations::heaviside);

  // ---- comparisons

  static final Operation EQUAL = binary("Equal", Binary.EQUAL);
  static final Operation NOT_EQUAL = binary("NotEqual", Binary.NOT_EQUAL);
  static final Operation GREATER = binary("Greater", Binary.GREATER);
  static final Operation GREATER_EQUAL = binary("GreaterEqual", Binary.GREATER_EQUAL);
  static final Operation LESS = binary("Less", Binary.LESS);
  static final Operation LESS_EQUAL = binary("LessEqual", Binary.LESS_EQUAL);
  static final Operation LOGICAL_AND = binary("LogicalAnd", Binary.AND);
  static final Operation LOGICAL_OR = binary("LogicalOr", Binary.OR);
  static final Operation LOGICAL_XOR = binary("LogicalXor", Binary.XOR);
  static final Operation LOGICAL_NOT = unary("LogicalNot", Unary.NOT);
  static final Operation ISNAN = unary("Isnan", Unary.IS_NAN);
  static final Operation ISINF = unary("Isinf", Unary.IS_INFINITE);
  static final Operation ISFINITE = of("Isfinite", ElementwiseOperations::isFinite);
  static final Operation ISPOSINF =
      of("Isposinf", x -> x.unary(Unary.IS_INFINITE).binary(Binary.AND, x.above(0)));
  static final Operation ISNEGINF =
      of("Isneginf", x -> x.unary(Unary.IS_INFINITE).binary(Binary.AND, x.below(0)));
  static final Operation ISCLOSE =
      TABLE
          .named("Isclose", "numpy")
          .operands("x1", "x2", "rtol", "atol")
          .option("equal_nan", false)
          .computes(
              in ->
                  isClose(
                      in.value(0),
                      in.value(1),
                      in.has(2) ? in.number(2) : 1e-5,
                      in.has(3) ? in.number(3) : 1e-8,
                      in.flag("equal_nan")));
  static final Operation ALL_CLOSE =
      TABLE
          .named("AllClose", "numpy")
          .operands("x1", "x2")
          .option("rtol", 1e-5)
          .option("atol", 1e-8)
          .option("equal_nan", false)
          .computes(ElementwiseOperations::allClose);

  // ---- functions

  static final Operation NEGATIVE = unary("Negative", Unary.NEGATE);
  static final Operation ABSOLUTE = unary("Absolute", Unary.ABS);
  static final Operation ABS = unary("Abs", Unary.ABS);
  static final Operation FABS = of("Fabs", x -> Scalars.fractions(x).abs());
  static final Operation SIGN = of("Sign", x -> Scalars.keepNan(x.detach(), x.unary(Unary.SIGN)));
  static final Operation SIGNBIT = of("Signbit", x -> x.below(0));
  static final Operation SQUARE = unary("Square", Unary.SQUARE);
  static final Operation SQRT = unary("Sqrt", Unary.SQRT);
  static final Operation RSQRT = math("Rsqrt", x -> x.sqrt().reciprocal());
  static final Operation CBRT =
      of("Cbrt", x -> Scalars.fractions(x).abs().pow(1.0 / 3).multiply(x.unary(Unary.SIGN)));
  static final Operation RECIPROCAL = unary("Reciprocal", Unary.RECIPROCAL);
  static final Operation EXP = unary("Exp", Unary.EXP);
  static final Operation EXP2 = of("Exp2", x -> x.multiply(Math.log(2)).exp());
  static final Operation EXPM1 = unary("Expm1", Unary.EXPM1);
  static final Operation LOG = unary("Log", Unary.LOG);
  static final Operation LOG1P = unary("Log1p", Unary.LOG1P);
  static final Operation LOG2 = of("Log2", x -> x.log().divide(Math.log(2)));
  static final Operation LOG10 = of("Log10", x -> x.log().divide(Math.log(10)));
  static final Operation SIN = unary("Sin", Unary.SIN);
  static final Operation COS = unary("Cos", Unary.COS);
  static final Operation TAN = unary("Tan", Unary.TAN);
  static final Operation ARCSIN = unary("Arcsin", Unary.ASIN);
  static final Operation ARCCOS = unary("Arccos", Unary.ACOS);
  static final Operation ARCTAN = unary("Arctan", Unary.ATAN);
  static final Operation SINH = unary("Sinh", Unary.SINH);
  static final Operation COSH = unary("Cosh", Unary.COSH);
  static final Operation TANH = unary("Tanh", Unary.TANH);
  static final Operation ARCSINH = unary("Arcsinh", Unary.ASINH);
  static final Operation ARCCOSH = unary("Arccosh", Unary.ACOSH);
  static final Operation ARCTANH = unary("Arctanh", Unary.ATANH);
  static final Operation SINC = of("Sinc", ElementwiseOperations::sinc);
  static final Operation DEG2RAD = of("Deg2rad", x -> x.multiply(Math.PI / 180));
  static final Operation RAD2DEG = of("Rad2deg", x -> x.multiply(180 / Math.PI));
  static final Operation ERF = math("Erf", Value::erf);
  static final Operation ERFC = math("Erfc", x -> x.erf().subtractFrom(1));

  // ---- rounding and choice

  static final Operation FLOOR = of("Floor", x -> Scalars.fractions(x).unary(Unary.FLOOR));
  static final Operation CEIL = of("Ceil", x -> Scalars.fractions(x).unary(Unary.CEIL));
  static final Operation TRUNC = unary("Trunc", Unary.TRUNCATE);
  static final Operation ROUND =
      TABLE
          .named("Round", "numpy")
          .operands("x")
          .option("decimals", 0)
          .computes(in -> round(in.value(), in.integer("decimals")));
  static final Operation CLIP =
      TABLE
          .named("Clip", "numpy")
          .operands("x")
          .option("x_min", null)
          .option("x_max", null)
          .computes(ElementwiseOperations::clip);
  static final Operation WHERE =
      TABLE
          .named("Where", "numpy")
          .operands("condition", "x1", "x2")
          .computes(ElementwiseOperations::where);
  static final Operation SELECT =
      TABLE
          .named("Select", "numpy")
          .operands("condlist", "choicelist", "default")
          .computes(ElementwiseOperations::select);
  static final Operation NAN_TO_NUM =
      TABLE
          .named("NanToNum", "numpy")
          .operands("x")
          .option("nan", 0.0)
          .option("posinf", null)
          .option("neginf", null)
          .computes(ElementwiseOperations::nanToNum);

  // ---- types

  static final Operation CAST = cast("Cast", "core");
  static final Operation ARRAY = cast("Array", "numpy");
  static final Operation COPY = of("Copy", x -> x);
  static final Operation STOP_GRADIENT =
      TABLE.named("StopGradient", "core").operands("variable").computes(in -> in.value().detach());

  static final List<Operation> ALL = TABLE.rows();

  private ElementwiseOperations() {}

  private static Operation unary(String className, Unary operation) {
    return of(className, x -> x.unary(operation));
  }

  private static Operation of(String className, UnaryOperator<Value> formula) {
    return of(className, "numpy", formula);
  }

  private static Operation math(String className, UnaryOperator<Value> formula) {
    return of(className, "math", formula);
  }

  private static Operation of(String className, String module, UnaryOperator<Value> formula) {
    return TABLE.named(className, module).operands("x").computes(in -> formula.apply(in.value()));
  }

  private static Operation cast(String className, String module) {
    return TABLE
        .named(className, module)
        .operands("x")
        .option("dtype", null)
        .computes(in -> Scalars.cast(in.value(), in.type("dtype")));
  }

  private static Operation binary(String className, Binary operation) {
    return TABLE
        .named(className, "numpy")
        .operands("x1", "x2")
        .computes(in -> binary(operation, in));
  }

  private static Operation extreme(String className, Binary operation) {
    return TABLE
        .named(className, "numpy")
        .operands("x1", "x2")
        .computes(
            in -> {
              Value found = binary(operation, in);
              boolean numbers = in.isNumber(0) || in.isNumber(1);
              return numbers ? found : Scalars.keepNan(in.value(0), found);
            });
  }

  private static Value binary(Binary operation, Arguments in) {
    if (in.isNumber(1)) {
      return beside(in, 1, in.value(0)).binary(operation, in.number(1));
    }
    if (in.isNumber(0)) {
      Value b = beside(in, 0, in.value(1));
      return b.backend().binary(operation, in.number(0), b);
    }
    return in.value(0).binary(operation, in.value(1));
  }

  /** Converts an operand for a number: a number with a fraction converts integers to floats. */
  private static Value beside(Arguments in, int number, Value other) {
    return in.isFraction(number) ? Scalars.fractions(other) : other;
  }

  private static Operation of2(String className, BinaryOperator<Value> formula) {
    return TABLE
        .named(className, "numpy")
        .operands("x1", "x2")
        .computes(in -> formula.apply(in.value(0), in.value(1)));
  }

  private static Value divideNoNan(Value a, Value b) {
    Value zero = b.equalTo(0);
    return Scalars.where(zero, 0, a.divide(Scalars.where(zero, 1, b)));
  }

  private static Value ignoringNan(Value a, Value b, Binary operation) {
    Value chosen = a.binary(operation, b);
    Value other = a.where(b.unary(Unary.IS_NAN), chosen);
    return b.where(a.unary(Unary.IS_NAN), other);
  }

  /** log(e^a + e^b), without overflow. */
  private static Value logAddExp(Value a, Value b) {
    Value sum = a.maximum(b).add(a.subtract(b).abs().negate().exp().log1p());
    // the difference of two equal infinities is NaN
    Value same = a.binary(Binary.EQUAL, b);
    return a.add(Math.log(2)).where(same, sum);
  }

  private static Value heaviside(Value a, Value b) {
    return b.where(a.equalTo(0), Scalars.fractions(a.above(0)));
  }

  static Value isFinite(Value x) {
    return x.unary(Unary.IS_NAN).binary(Binary.OR, x.unary(Unary.IS_INFINITE)).not();
  }

  private static Value isClose(Value a, Value b, double relative, double absolute, boolean nan) {
    Value near =
        a.subtract(b)
            .abs()
            .binary(Binary.LESS_EQUAL, Scalars.fractions(b).abs().multiply(relative).add(absolute));
    Value finite = isFinite(a).binary(Binary.AND, isFinite(b));
    Value close = near.binary(Binary.AND, finite).binary(Binary.OR, a.binary(Binary.EQUAL, b));
    return nan
        ? close.binary(Binary.OR, a.unary(Unary.IS_NAN).binary(Binary.AND, b.unary(Unary.IS_NAN)))
        : close;
  }

  private static Value allClose(Arguments in) {
    Value close =
        isClose(in.value(0), in.value(1), in.real("rtol"), in.real("atol"), in.flag("equal_nan"));
    return close.reduce(ReductionKind.ALL, false, close.allAxes());
  }

  private static Value sinc(Value x) {
    Value zero = x.equalTo(0);
    Value angle = Scalars.where(zero, 1, x).multiply(Math.PI);
    return Scalars.where(zero, 1, angle.sin().divide(angle));
  }

  private static Value round(Value x, int decimals) {
    if (decimals == 0) {
      return x.unary(Unary.ROUND);
    }
    double factor = Math.pow(10, Math.abs(decimals));
    Value rounded =
        decimals > 0
            ? x.multiply(factor).unary(Unary.ROUND).divide(factor)
            : x.divide(factor).unary(Unary.ROUND).multiply(factor);
    return Scalars.typedLike(rounded, x);
  }

  private static Value clip(Arguments in) {
    Value x = in.value();
    if (in.isGiven("x_min") && in.isGiven("x_max")) {
      return x.clip(in.real("x_min"), in.real("x_max"));
    }
    if (in.isGiven("x_min")) {
      return x.binary(Binary.MAXIMUM, in.real("x_min"));
    }
    return in.isGiven("x_max") ? x.binary(Binary.MINIMUM, in.real("x_max")) : x;
  }

  private static Value where(Arguments in) {
    if (!in.has(1) || !in.has(2)) {
      throw new IllegalArgumentException("two values to choose from are required");
    }
    Value b = in.value(2);
    Value a = in.value(1);
    return choice(in.value(0), a, in.isNumber(1), b, in.isNumber(2));
  }

  /** Selects elements; numbers keep the type of the other value, unless they have a fraction. */
  private static Value choice(Value condition, Value a, boolean weakA, Value b, boolean weakB) {
    Value chosen = a.where(condition, b);
    DType left = Scalars.type(a);
    DType right = Scalars.type(b);
    if (left != null && right != null && left.floating() && right.floating() && weakA != weakB) {
      return Scalars.typed(chosen, weakA ? right : left);
    }
    return chosen;
  }

  private static Value select(Arguments in) {
    List<Value> conditions = in.values(0);
    List<Value> choices = in.values(1);
    if (conditions.size() != choices.size()) {
      throw new IllegalArgumentException(
          conditions.size() + " conditions for " + choices.size() + " choices");
    }
    Value out = in.has(2) ? in.value(2) : Scalars.like(choices.get(0), 0);
    for (int i = choices.size() - 1; i >= 0; i--) {
      out = choices.get(i).where(conditions.get(i), out);
    }
    return out;
  }

  private static Value nanToNum(Arguments in) {
    Value x = in.value();
    double most = in.isGiven("posinf") ? in.real("posinf") : Float.MAX_VALUE;
    double least = in.isGiven("neginf") ? in.real("neginf") : -Float.MAX_VALUE;
    Value infinite = x.unary(Unary.IS_INFINITE);
    Value out = Scalars.where(infinite.binary(Binary.AND, x.above(0)), most, x);
    out = Scalars.where(infinite.binary(Binary.AND, x.below(0)), least, out);
    return Scalars.typedLike(Scalars.where(x.unary(Unary.IS_NAN), in.real("nan"), out), x);
  }
}
