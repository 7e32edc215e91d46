package dev.braid.ops;

import dev.braid.engine.environment.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array in a formula.
 *
 * <p>Binary operations broadcast as NumPy does. Axes may be negative: -1 is the last. Values are
 * never changed in place.
 */
public final class Value {
  private final INDArray array;
  private final Tape tape;
  private INDArray gradient;
  private boolean ownsGradient;

  Value(INDArray array, Tape tape) {
    this.array = array;
    this.tape = tape;
  }

  /** A value that nothing is differentiated by. */
  public static Value constant(INDArray array) {
    return new Value(array, null);
  }

  /** A constant of these numbers in C order. */
  public static Value of(float[] numbers, long... shape) {
    Environment.start();
    return constant(Nd4j.createFromArray(numbers).reshape('c', shape));
  }

  /**
   * An operation of your own.
   *
   * @param result what it computed from the inputs
   * @param backward from the gradient of the result to the gradients of the inputs, null for none
   */
  public static Value primitive(
      INDArray result, List<Value> inputs, Function<INDArray, INDArray[]> backward) {
    for (Value input : inputs) {
      if (input.tape != null) {
        return input.tape.record(result, inputs, backward);
      }
    }
    return constant(result);
  }

  public INDArray array() {
    return array;
  }

  /** A copy of the numbers in C order. */
  public float[] floats() {
    return array.dup('c').data().asFloat();
  }

  /** True where the tape follows this value, so that a gradient will be asked for. */
  public boolean tracked() {
    return tape != null;
  }

  public long[] shape() {
    return array.shape();
  }

  public int rank() {
    return array.rank();
  }

  public long size(int axis) {
    return array.size(axis);
  }

  public DataType dataType() {
    return array.dataType();
  }

  /** The gradient found by {@link Tape#backward()}, or null where nothing flowed here. */
  public INDArray gradient() {
    return gradient;
  }

  /** Adds to the gradient: seeds a result before the tape walks back. */
  public void addGradient(INDArray part) {
    if (gradient == null) {
      gradient = part;
      ownsGradient = false;
    } else if (ownsGradient) {
      gradient.addi(part);
    } else {
      gradient = ArrayMath.add(gradient, part);
      ownsGradient = true;
    }
  }

  INDArray takeGradient() {
    INDArray taken = gradient;
    gradient = null;
    return taken;
  }

  /** The same array, but no gradient flows through. */
  public Value detach() {
    return constant(array);
  }

  // ---- arithmetic

  public Value add(Value other) {
    return Elementwise.add(this, other);
  }

  public Value subtract(Value other) {
    return Elementwise.subtract(this, other);
  }

  public Value multiply(Value other) {
    return Elementwise.multiply(this, other);
  }

  public Value divide(Value other) {
    return Elementwise.divide(this, other);
  }

  /** The larger of two, element by element; where they are equal both take half of the slope. */
  public Value maximum(Value other) {
    return Elementwise.maximum(this, other);
  }

  /** The smaller of two, element by element; where they are equal both take half of the slope. */
  public Value minimum(Value other) {
    return Elementwise.minimum(this, other);
  }

  public Value add(double number) {
    return Elementwise.add(this, number);
  }

  public Value subtract(double number) {
    return add(-number);
  }

  public Value multiply(double number) {
    return Elementwise.multiply(this, number);
  }

  public Value divide(double number) {
    return multiply(1 / number);
  }

  public Value negate() {
    return multiply(-1);
  }

  /** {@code number - this}. */
  public Value subtractFrom(double number) {
    return negate().add(number);
  }

  public Value square() {
    return Elementwise.square(this);
  }

  public Value sqrt() {
    return Elementwise.sqrt(this);
  }

  public Value pow(double exponent) {
    return Elementwise.pow(this, exponent);
  }

  public Value reciprocal() {
    return Elementwise.reciprocal(this);
  }

  public Value abs() {
    return Elementwise.abs(this);
  }

  public Value exp() {
    return Elementwise.exp(this);
  }

  /** e^x - 1, exact near zero. */
  public Value expm1() {
    return Elementwise.expm1(this);
  }

  public Value log() {
    return Elementwise.log(this);
  }

  public Value log1p() {
    return Elementwise.log1p(this);
  }

  public Value sin() {
    return Elementwise.sin(this);
  }

  public Value cos() {
    return Elementwise.cos(this);
  }

  public Value tanh() {
    return Elementwise.tanh(this);
  }

  public Value sigmoid() {
    return Elementwise.sigmoid(this);
  }

  /** log(1 + e^x), without overflow. */
  public Value softplus() {
    return Elementwise.softplus(this);
  }

  public Value relu() {
    return Elementwise.relu(this);
  }

  public Value erf() {
    return Elementwise.erf(this);
  }

  /** Limits to [low, high]; outside no gradient flows. */
  public Value clip(double low, double high) {
    return Elementwise.clip(this, low, high);
  }

  /** This value where the condition is 1, the other where it is 0; the condition broadcasts. */
  public Value where(INDArray condition, Value otherwise) {
    return Elementwise.where(condition, this, otherwise);
  }

  /** Times a constant array, which broadcasts. */
  public Value multiply(INDArray factor) {
    return multiply(constant(factor));
  }

  /** {@link #where(INDArray, Value)} with a condition that is a value. */
  public Value where(Value condition, Value otherwise) {
    return where(condition.array, otherwise);
  }

  // ---- comparisons: constants of 0 and 1 of the same type

  /** 1 where an element is more than the number, else 0. */
  public Value above(double number) {
    return constant(greaterThan(number));
  }

  /** 1 where an element is less than the number, else 0. */
  public Value below(double number) {
    return constant(lessThan(number));
  }

  /** 1 where an element is the number, else 0. */
  public Value equalTo(double number) {
    return constant(array.eq(number).castTo(dataType()));
  }

  /** -1, 0 or 1; no gradient flows. */
  public Value sign() {
    return constant(Elementwise.sign(array));
  }

  /** A new last axis with 1 at the position that each element names, else 0. */
  public Value oneHot(long classes) {
    return constant(ArrayMath.oneHot(array, classes));
  }

  public INDArray greaterThan(double number) {
    return array.gt(number).castTo(dataType());
  }

  public INDArray lessThan(double number) {
    return array.lt(number).castTo(dataType());
  }

  // ---- reductions

  public Value sum(boolean keep, int... axes) {
    return Reductions.sum(this, keep, axes);
  }

  public Value mean(boolean keep, int... axes) {
    return Reductions.mean(this, keep, axes);
  }

  /** The sum of all elements, as a scalar. */
  public Value sum() {
    return Reductions.sum(this, false, allAxes());
  }

  public Value mean() {
    return Reductions.mean(this, false, allAxes());
  }

  /** The largest along the axes; equal ones share the slope. */
  public Value max(boolean keep, int... axes) {
    return Reductions.max(this, keep, axes);
  }

  public Value softmax(int axis) {
    return Reductions.softmax(this, axis);
  }

  public Value logSoftmax(int axis) {
    return Reductions.logSoftmax(this, axis);
  }

  private int[] allAxes() {
    int[] axes = new int[rank()];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  // ---- shape

  public Value reshape(long... shape) {
    return Shapes.reshape(this, shape);
  }

  public Value permute(int... axes) {
    return Shapes.permute(this, axes);
  }

  public Value expand(int axis) {
    return Shapes.expand(this, axis);
  }

  /** Drops an axis of size 1. */
  public Value squeeze(int axis) {
    return Shapes.squeeze(this, axis);
  }

  /** Elements [from, to) of one axis. */
  public Value slice(int axis, long from, long to) {
    return Shapes.slice(this, axis, from, to);
  }

  /** One position of an axis, which goes away. */
  public Value at(int axis, long position) {
    return Shapes.slice(this, axis, position, position + 1).squeeze(axis);
  }

  /** The parts along the first axis, which goes away. */
  public List<Value> unstack() {
    return Shapes.unstack(this);
  }

  public Value reverse(int axis) {
    return Shapes.reverse(this, axis);
  }

  /** Repeats the whole along an axis. */
  public Value tile(int axis, int times) {
    return Shapes.tile(this, axis, times);
  }

  /** Puts {@code before} and {@code after} elements of a constant around an axis. */
  public Value pad(int axis, long before, long after, double fill) {
    return Shapes.pad(this, axis, before, after, fill);
  }

  public Value broadcastTo(long... shape) {
    return Shapes.broadcastTo(this, shape);
  }

  public static Value concat(int axis, List<Value> parts) {
    return Shapes.concat(axis, parts);
  }

  /** Joins equally shaped values along a new axis. */
  public static Value stack(int axis, List<Value> parts) {
    return Shapes.concat(axis, parts.stream().map(part -> part.expand(axis)).toList());
  }

  /** Rows of this table by number; the result has the shape of the indices and the row. */
  public Value rows(INDArray indices) {
    return Shapes.rows(this, indices);
  }

  // ---- products

  /** The matrix product of the last two axes; leading axes are batches and must be equal. */
  public Value matmul(Value other) {
    return Products.matmul(this, other, false, false);
  }

  public Value matmul(Value other, boolean transposeThis, boolean transposeOther) {
    return Products.matmul(this, other, transposeThis, transposeOther);
  }

  /** An array of zeros like this one. */
  public Value zeros() {
    return constant(ArrayMath.zeros(dataType(), shape()));
  }

  @Override
  public String toString() {
    return "Value" + Arrays.toString(shape());
  }
}
