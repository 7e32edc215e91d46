package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Elementwise functions of arrays, with results in new arrays in C order. */
final class NativeFunctions {
  private NativeFunctions() {}

  private static INDArray run(Op op) {
    Nd4j.getExecutioner().exec(op);
    return op.z();
  }

  static INDArray add(INDArray a, double number) {
    return run(new ScalarAdd(a, null, ArrayMath.like(a), number));
  }

  static INDArray scale(INDArray a, double number) {
    return run(new ScalarMultiplication(a, null, ArrayMath.like(a), number));
  }

  static INDArray power(INDArray a, double exponent) {
    return run(new org.nd4j.linalg.api.ops.impl.scalar.Pow(a, ArrayMath.like(a), exponent));
  }

  static INDArray abs(INDArray a) {
    return run(new Abs(a, ArrayMath.like(a)));
  }

  static INDArray sign(INDArray a) {
    return run(new Sign(a, ArrayMath.like(a)));
  }

  static INDArray square(INDArray a) {
    return run(new Square(a, ArrayMath.like(a)));
  }

  static INDArray sqrt(INDArray a) {
    return run(new Sqrt(a, ArrayMath.like(a)));
  }

  static INDArray reciprocal(INDArray a) {
    return run(new Reciprocal(a, ArrayMath.like(a)));
  }

  static INDArray exp(INDArray a) {
    return run(new Exp(a, ArrayMath.like(a)));
  }

  static INDArray expm1(INDArray a) {
    return run(new Expm1(a, ArrayMath.like(a)));
  }

  static INDArray log(INDArray a) {
    return run(new Log(a, ArrayMath.like(a)));
  }

  static INDArray log1p(INDArray a) {
    return run(new Log1p(a, ArrayMath.like(a)));
  }

  static INDArray sin(INDArray a) {
    return run(new Sin(a, ArrayMath.like(a)));
  }

  static INDArray cos(INDArray a) {
    return run(new Cos(a, ArrayMath.like(a)));
  }

  static INDArray floor(INDArray a) {
    return run(new Floor(a, ArrayMath.like(a)));
  }

  static INDArray ceil(INDArray a) {
    return run(new Ceil(a, ArrayMath.like(a)));
  }

  static INDArray rint(INDArray a) {
    return run(new Rint(a, ArrayMath.like(a)));
  }

  static INDArray tanh(INDArray a) {
    return run(new Tanh(a, ArrayMath.like(a)));
  }

  static INDArray sigmoid(INDArray a) {
    return run(new Sigmoid(a, ArrayMath.like(a)));
  }

  static INDArray relu(INDArray a) {
    return run(new RectifiedLinear(a, ArrayMath.like(a), 0));
  }

  /** max(x, 0) + log1p(exp(-|x|)), which neither overflows nor loses small results. */
  static INDArray softplus(INDArray a) {
    INDArray tail = abs(a).negi();
    run(new Exp(tail, tail));
    run(new Log1p(tail, tail));
    return relu(a).addi(tail);
  }

  static INDArray erf(INDArray a) {
    return run(new Erf(a, ArrayMath.like(a)));
  }

  static INDArray erfDerivative(INDArray a) {
    INDArray exponent = square(a).negi();
    return run(new Exp(exponent, exponent)).muli(2 / Math.sqrt(Math.PI));
  }

  /** Applies a function that ND4J lacks or computes incorrectly. */
  static INDArray map(INDArray a, DoubleUnaryOperator function) {
    double[] elements = a.dup('c').data().asDouble();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = function.applyAsDouble(elements[i]);
    }
    return array(a, elements);
  }

  /** Applies a function to the elements of two arrays of equal shape. */
  static INDArray map(INDArray a, INDArray b, DoubleBinaryOperator function) {
    double[] left = a.dup('c').data().asDouble();
    double[] right = b.dup('c').data().asDouble();
    for (int i = 0; i < left.length; i++) {
      left[i] = function.applyAsDouble(left[i], right[i]);
    }
    return array(a, left);
  }

  private static INDArray array(INDArray like, double... elements) {
    return Nd4j.createFromArray(elements).castTo(like.dataType()).reshape('c', like.shape());
  }
}
