package dev.braid.ops;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Operations that take each element by itself. */
final class Elementwise {
  private Elementwise() {}

  static Value add(Value a, Value b) {
    return Value.primitive(
        ArrayMath.add(a.array(), b.array()),
        List.of(a, b),
        g -> new INDArray[] {back(a, g), back(b, g)});
  }

  static Value subtract(Value a, Value b) {
    return Value.primitive(
        ArrayMath.subtract(a.array(), b.array()),
        List.of(a, b),
        g -> new INDArray[] {back(a, g), b.tracked() ? back(b, g.neg()) : null});
  }

  static Value multiply(Value a, Value b) {
    return Value.primitive(
        ArrayMath.multiply(a.array(), b.array()),
        List.of(a, b),
        g ->
            new INDArray[] {
              a.tracked() ? back(a, ArrayMath.multiply(g, b.array())) : null,
              b.tracked() ? back(b, ArrayMath.multiply(g, a.array())) : null
            });
  }

  static Value divide(Value a, Value b) {
    INDArray out = ArrayMath.divide(a.array(), b.array());
    return Value.primitive(
        out,
        List.of(a, b),
        g -> {
          INDArray slope = ArrayMath.divide(g, b.array());
          return new INDArray[] {
            back(a, slope), b.tracked() ? back(b, ArrayMath.multiply(slope, out).negi()) : null
          };
        });
  }

  static Value maximum(Value a, Value b) {
    return choose("maximum", a, b);
  }

  static Value minimum(Value a, Value b) {
    return choose("minimum", a, b);
  }

  private static Value choose(String op, Value a, Value b) {
    long[] shape = ArrayMath.broadcastShape(a.shape(), b.shape());
    INDArray out = ArrayMath.empty(a.dataType(), shape);
    ArrayMath.run(op, out, ArrayMath.spread(a.array(), out), ArrayMath.spread(b.array(), out));
    return Value.primitive(
        out,
        List.of(a, b),
        g -> {
          INDArray isA = same(broadcast(a.array(), shape), out);
          INDArray isB = same(broadcast(b.array(), shape), out);
          INDArray share = ArrayMath.divide(g, ArrayMath.add(isA, isB));
          return new INDArray[] {back(a, isA.muli(share)), back(b, isB.muli(share))};
        });
  }

  static INDArray same(INDArray a, INDArray b) {
    return a.eq(b).castTo(b.dataType());
  }

  private static INDArray broadcast(INDArray a, long[] shape) {
    return java.util.Arrays.equals(a.shape(), shape)
        ? a
        : ArrayMath.add(ArrayMath.zeros(a.dataType(), shape), a);
  }

  static Value add(Value a, double number) {
    INDArray out = run(new ScalarAdd(a.array(), null, ArrayMath.like(a.array()), number));
    return Value.primitive(out, List.of(a), g -> new INDArray[] {g});
  }

  static Value multiply(Value a, double number) {
    return Value.primitive(
        scale(a.array(), number), List.of(a), g -> new INDArray[] {scale(g, number)});
  }

  private static INDArray scale(INDArray a, double number) {
    return run(new ScalarMultiplication(a, null, ArrayMath.like(a), number));
  }

  static Value square(Value a) {
    return unary(
        a,
        run(new Square(a.array(), ArrayMath.like(a.array()))),
        g -> ArrayMath.multiply(g, a.array()).muli(2));
  }

  static Value sqrt(Value a) {
    INDArray out = run(new Sqrt(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> ArrayMath.divide(g, out).muli(0.5));
  }

  static Value pow(Value a, double exponent) {
    INDArray out = power(a.array(), exponent);
    return unary(a, out, g -> ArrayMath.multiply(g, power(a.array(), exponent - 1)).muli(exponent));
  }

  private static INDArray power(INDArray a, double exponent) {
    return run(new org.nd4j.linalg.api.ops.impl.scalar.Pow(a, ArrayMath.like(a), exponent));
  }

  static Value reciprocal(Value a) {
    INDArray out = run(new Reciprocal(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> ArrayMath.multiply(ArrayMath.multiply(g, out), out).negi());
  }

  static Value abs(Value a) {
    INDArray out = run(new Abs(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> sign(a.array()).muli(g));
  }

  static Value exp(Value a) {
    INDArray out = run(new Exp(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> ArrayMath.multiply(g, out));
  }

  static Value expm1(Value a) {
    INDArray out = run(new Expm1(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> out.add(1).muli(g));
  }

  static INDArray sign(INDArray a) {
    return run(new Sign(a, ArrayMath.like(a)));
  }

  static Value log(Value a) {
    INDArray out = run(new Log(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> ArrayMath.divide(g, a.array()));
  }

  static Value log1p(Value a) {
    INDArray out = run(new Log1p(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> ArrayMath.divide(g, a.array().add(1)));
  }

  static Value sin(Value a) {
    INDArray out = run(new Sin(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> run(new Cos(a.array(), ArrayMath.like(a.array()))).muli(g));
  }

  static Value cos(Value a) {
    INDArray out = run(new Cos(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> run(new Sin(a.array(), ArrayMath.like(a.array()))).muli(g).negi());
  }

  static Value tanh(Value a) {
    INDArray out = run(new Tanh(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> run(new Square(out, ArrayMath.like(out))).rsubi(1).muli(g));
  }

  static Value sigmoid(Value a) {
    INDArray out = run(new Sigmoid(a.array(), ArrayMath.like(a.array())));
    return unary(a, out, g -> out.rsub(1).muli(out).muli(g));
  }

  static Value softplus(Value a) {
    // max(x, 0) + log1p(exp(-|x|)) neither overflows nor loses the small end
    INDArray tail = run(new Abs(a.array(), ArrayMath.like(a.array()))).negi();
    run(new Exp(tail, tail));
    run(new Log1p(tail, tail));
    INDArray out = rectify(a.array()).addi(tail);
    return unary(a, out, g -> run(new Sigmoid(a.array(), ArrayMath.like(a.array()))).muli(g));
  }

  static Value relu(Value a) {
    INDArray out = rectify(a.array());
    return unary(a, out, g -> out.gt(0).castTo(g.dataType()).muli(g));
  }

  private static INDArray rectify(INDArray a) {
    return run(new RectifiedLinear(a, ArrayMath.like(a), 0));
  }

  static Value erf(Value a) {
    INDArray out = run(new Erf(a.array(), ArrayMath.like(a.array())));
    double scale = 2 / Math.sqrt(Math.PI);
    return unary(
        a,
        out,
        g -> {
          INDArray slope = run(new Square(a.array(), ArrayMath.like(a.array()))).negi();
          return run(new Exp(slope, slope)).muli(scale).muli(g);
        });
  }

  static Value clip(Value a, double low, double high) {
    INDArray out = ArrayMath.like(a.array());
    Nd4j.exec(
        DynamicCustomOp.builder("clipbyvalue")
            .addInputs(a.array())
            .addOutputs(out)
            .addFloatingPointArguments(low, high)
            .build());
    return unary(
        a,
        out,
        g -> {
          INDArray inside =
              a.array()
                  .gte(low)
                  .castTo(g.dataType())
                  .muli(a.array().lte(high).castTo(g.dataType()));
          return inside.muli(g);
        });
  }

  static Value where(INDArray condition, Value a, Value b) {
    INDArray chosen =
        condition.dataType() == a.dataType() ? condition : condition.castTo(a.dataType());
    Value keep = Value.constant(chosen);
    return a.multiply(keep).add(b.multiply(keep.subtractFrom(1)));
  }

  private static Value unary(Value a, INDArray out, Function<INDArray, INDArray> backward) {
    return Value.primitive(out, List.of(a), g -> new INDArray[] {backward.apply(g)});
  }

  private static INDArray run(Op op) {
    Nd4j.getExecutioner().exec(op);
    return op.z();
  }

  private static INDArray back(Value value, INDArray gradient) {
    return value.tracked() ? ArrayMath.unbroadcast(gradient, value.shape()) : null;
  }
}
