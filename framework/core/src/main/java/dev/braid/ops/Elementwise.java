package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Operations on two arrays, element by element, and their gradients. */
final class Elementwise {
  private Elementwise() {}

  static Value binary(Binary operation, Value a, Value b) {
    if (a.dataType() != b.dataType()) {
      DataType wider = wider(a, b);
      return binary(operation, cast(a, wider), cast(b, wider));
    }
    return switch (operation) {
      case ADD -> add(a, b);
      case SUBTRACT -> subtract(a, b);
      case MULTIPLY -> multiply(a, b);
      case DIVIDE -> divide(a, b);
      case POWER -> power(a, b);
      case MAXIMUM -> choose("maximum", a, b);
      case MINIMUM -> choose("minimum", a, b);
      case FLOOR_DIVIDE -> divide(a, b).unary(Unary.FLOOR);
      case MOD -> subtract(a, multiply(divide(a, b).unary(Unary.FLOOR), b));
      case ARCTAN2 -> arctan2(a, b);
      default -> compare(operation, a, b);
    };
  }

  /** The common type; constants are floats of any precision. */
  static DataType wider(Value a, Value b) {
    boolean wide = a.dataType() == DataType.DOUBLE || b.dataType() == DataType.DOUBLE;
    return wide ? DataType.DOUBLE : DataType.FLOAT;
  }

  static Value cast(Value x, DataType type) {
    if (x.dataType() == type) {
      return x;
    }
    return Value.primitive(
        x.array().castTo(type), List.of(x), g -> new INDArray[] {g.castTo(x.dataType())});
  }

  static Value binary(Binary operation, Value a, double b) {
    return switch (operation) {
      case ADD ->
          Value.primitive(NativeFunctions.add(a.array(), b), List.of(a), g -> new INDArray[] {g});
      case SUBTRACT -> binary(Binary.ADD, a, -b);
      case MULTIPLY ->
          Value.primitive(
              NativeFunctions.scale(a.array(), b),
              List.of(a),
              g -> new INDArray[] {NativeFunctions.scale(g, b)});
      case POWER -> power(a, b);
      case GREATER -> Value.constant(truth(a.array().gt(b), a));
      case GREATER_EQUAL -> Value.constant(truth(a.array().gte(b), a));
      case LESS -> Value.constant(truth(a.array().lt(b), a));
      case LESS_EQUAL -> Value.constant(truth(a.array().lte(b), a));
      case EQUAL -> Value.constant(truth(a.array().eq(b), a));
      case NOT_EQUAL -> Value.constant(truth(a.array().neq(b), a));
      // for NaN and a number, ND4J's maximum and minimum return the second one
      case MAXIMUM, MINIMUM -> binary(operation, scalar(a, b), a);
      default -> binary(operation, a, scalar(a, b));
    };
  }

  private static Value scalar(Value like, double number) {
    return Value.constant(Nd4j.scalar(like.dataType(), number));
  }

  private static INDArray truth(INDArray found, Value like) {
    return found.castTo(like.dataType());
  }

  private static Value add(Value a, Value b) {
    return Value.primitive(
        ArrayMath.add(a.array(), b.array()),
        List.of(a, b),
        g -> new INDArray[] {back(a, g), back(b, g)});
  }

  private static Value subtract(Value a, Value b) {
    return Value.primitive(
        ArrayMath.subtract(a.array(), b.array()),
        List.of(a, b),
        g -> new INDArray[] {back(a, g), b.tracked() ? back(b, g.neg()) : null});
  }

  private static Value multiply(Value a, Value b) {
    return Value.primitive(
        ArrayMath.multiply(a.array(), b.array()),
        List.of(a, b),
        g ->
            new @Nullable INDArray[] {
              a.tracked() ? back(a, ArrayMath.multiply(g, b.array())) : null,
              b.tracked() ? back(b, ArrayMath.multiply(g, a.array())) : null
            });
  }

  private static Value divide(Value a, Value b) {
    INDArray out = ArrayMath.divide(a.array(), b.array());
    return Value.primitive(
        out,
        List.of(a, b),
        g -> {
          INDArray gradient = ArrayMath.divide(g, b.array());
          return new INDArray[] {
            back(a, gradient),
            b.tracked() ? back(b, ArrayMath.multiply(gradient, out).negi()) : null
          };
        });
  }

  private static Value power(Value a, double exponent) {
    INDArray x = a.array();
    return Value.primitive(
        NativeFunctions.power(x, exponent),
        List.of(a),
        g -> {
          INDArray factor =
              exponent == 0
                  ? ArrayMath.zeros(x.dataType(), x.shape())
                  : NativeFunctions.power(x, exponent - 1).muli(exponent);
          return new INDArray[] {ArrayMath.multiply(g, factor)};
        });
  }

  private static Value power(Value a, Value b) {
    INDArray x = full(a.array(), b);
    INDArray y = full(b.array(), a);
    INDArray out = NativeFunctions.map(x, y, Math::pow);
    return Value.primitive(
        out,
        List.of(a, b),
        g ->
            new @Nullable INDArray[] {
              a.tracked()
                  ? back(
                      a,
                      NativeFunctions.map(x, y, (p, q) -> q == 0 ? 0 : q * Math.pow(p, q - 1))
                          .muli(g))
                  : null,
              // powers of 0 stay 0 for all nearby exponents
              b.tracked()
                  ? back(
                      b,
                      NativeFunctions.map(x, y, (p, q) -> p == 0 ? 0 : Math.pow(p, q) * Math.log(p))
                          .muli(g))
                  : null
            });
  }

  private static Value arctan2(Value a, Value b) {
    INDArray y = full(a.array(), b);
    INDArray x = full(b.array(), a);
    return Value.primitive(
        NativeFunctions.map(y, x, Math::atan2),
        List.of(a, b),
        g ->
            new @Nullable INDArray[] {
              a.tracked()
                  ? back(a, NativeFunctions.map(y, x, (p, q) -> q / (p * p + q * q)).muli(g))
                  : null,
              b.tracked()
                  ? back(b, NativeFunctions.map(y, x, (p, q) -> -p / (p * p + q * q)).muli(g))
                  : null
            });
  }

  private static Value compare(Binary operation, Value a, Value b) {
    return switch (operation) {
      case EQUAL -> compare("equals", a, b);
      case NOT_EQUAL -> compare("not_equals", a, b);
      case LESS -> compare("less", a, b);
      case LESS_EQUAL -> compare("less_equal", a, b);
      case GREATER -> compare("greater", a, b);
      case GREATER_EQUAL -> compare("greater_equal", a, b);
      case AND -> multiply(isTrue(a), isTrue(b));
      case OR -> isTrue(add(isTrue(a), isTrue(b)));
      case XOR -> compare("not_equals", isTrue(a), isTrue(b));
      default -> throw new IllegalArgumentException(operation + " is not a comparison");
    };
  }

  private static Value compare(String op, Value a, Value b) {
    INDArray out = ArrayMath.empty(DataType.BOOL, ArrayMath.broadcastShape(a.shape(), b.shape()));
    if (!out.isEmpty()) {
      ArrayMath.run(
          op,
          out,
          ArrayMath.broadcastable(a.array(), out),
          ArrayMath.broadcastable(b.array(), out));
    }
    return Value.constant(truth(out, a));
  }

  private static Value isTrue(Value x) {
    return x.array().isEmpty() ? x : Value.constant(truth(x.array().neq(0), x));
  }

  private static Value choose(String op, Value a, Value b) {
    long[] shape = ArrayMath.broadcastShape(a.shape(), b.shape());
    INDArray out = ArrayMath.empty(a.dataType(), shape);
    if (out.isEmpty()) {
      return Value.constant(out);
    }
    ArrayMath.run(
        op, out, ArrayMath.broadcastable(a.array(), out), ArrayMath.broadcastable(b.array(), out));
    return Value.primitive(
        out,
        List.of(a, b),
        g -> {
          INDArray isA = same(broadcast(a.array(), shape), out);
          INDArray isB = same(broadcast(b.array(), shape), out);
          INDArray fraction = ArrayMath.divide(g, ArrayMath.add(isA, isB));
          return new INDArray[] {back(a, isA.muli(fraction)), back(b, isB.muli(fraction))};
        });
  }

  static INDArray same(INDArray a, INDArray b) {
    return a.eq(b).castTo(b.dataType());
  }

  /** Broadcasts the array to the common shape with another value. */
  private static INDArray full(INDArray a, Value other) {
    return broadcast(a, ArrayMath.broadcastShape(a.shape(), other.shape()));
  }

  private static INDArray broadcast(INDArray a, long... shape) {
    return Arrays.equals(a.shape(), shape)
        ? a
        : ArrayMath.add(ArrayMath.zeros(a.dataType(), shape), a);
  }

  /** Selects elements, so that unselected ones may be infinite. */
  static Value where(INDArray condition, Value a, Value b) {
    DataType type = a.dataType();
    long[] shape =
        ArrayMath.broadcastShape(condition.shape(), ArrayMath.broadcastShape(a.shape(), b.shape()));
    if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return Value.constant(ArrayMath.empty(type, shape));
    }
    INDArray isA = broadcast(condition.neq(0).castTo(type), shape);
    INDArray x = broadcast(a.array(), shape);
    INDArray y = broadcast(b.array(), shape);
    INDArray out = ArrayMath.empty(type, shape);
    ArrayMath.run("select", out, isA.castTo(DataType.BOOL), x, y);
    return Value.primitive(
        out,
        List.of(a, b),
        g ->
            new @Nullable INDArray[] {
              a.tracked() ? back(a, ArrayMath.multiply(g, isA)) : null,
              b.tracked() ? back(b, ArrayMath.multiply(g, isA.rsub(1))) : null
            });
  }

  private static @Nullable INDArray back(Value value, INDArray gradient) {
    return value.tracked() ? ArrayMath.unbroadcast(gradient, value.shape()) : null;
  }
}
