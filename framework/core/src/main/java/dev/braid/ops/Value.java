package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.environment.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array in a formula.
 *
 * <p>A formula is written once. It computes if values are arrays, infers shapes if only these are
 * known, and is written to a file if a model is exported. Binary operations broadcast as NumPy
 * does. Axes may be negative: -1 is the last. Values are never changed in place.
 */
public abstract class Value implements Operand<Value> {
  /** The backend of both operands; constants adopt that of the other operand. */
  private static OperationBackend backend(Value a, Value b) {
    return a instanceof ArrayValue ? b.backend() : a.backend();
  }

  private static OperationBackend backend(List<Value> values) {
    for (Value value : values) {
      if (!(value instanceof ArrayValue)) {
        return value.backend();
      }
    }
    return ArrayBackend.INSTANCE;
  }

  /** A value without a gradient. */
  public static Value constant(INDArray array) {
    return new ArrayValue(array, null);
  }

  /** A constant of these elements in C order. */
  public static Value of(float[] elements, long... shape) {
    Environment.start();
    return constant(Nd4j.createFromArray(elements).reshape('c', shape));
  }

  /** A constant of these elements in double precision. */
  public static Value of(double[] elements, long... shape) {
    Environment.start();
    return constant(Nd4j.createFromArray(elements).reshape('c', shape));
  }

  /**
   * An operation written in Java.
   *
   * @param result the result for the inputs
   * @param backward from the gradient of the result to the gradients of the inputs, null for none
   */
  public static Value primitive(
      INDArray result, List<Value> inputs, Function<INDArray, @Nullable INDArray[]> backward) {
    for (Value input : inputs) {
      if (input instanceof ArrayValue value && value.tape() != null) {
        return value.tape().record(result, inputs, backward);
      }
    }
    return constant(result);
  }

  /** The backend of operations on this value. */
  public abstract OperationBackend backend();

  /** The elements. */
  public INDArray array() {
    throw new NoElementsException();
  }

  /** A copy of the elements in C order. */
  public float[] floats() {
    return array().dup('c').data().asFloat();
  }

  /** A copy of the elements in double precision, in C order. */
  public double[] doubles() {
    return array().dup('c').data().asDouble();
  }

  /** True if the tape records this value, so that its gradient is computed. */
  public boolean tracked() {
    return false;
  }

  /** The sizes of all axes; -1 is a size that is not yet known. */
  public abstract long[] shape();

  public int rank() {
    return shape().length;
  }

  public long size(int axis) {
    long[] shape = shape();
    return shape[ArrayMath.axis(axis, shape.length)];
  }

  /** The size of an axis, which can be used in shapes even if it is not yet known. */
  public Size sizeOf(int axis) {
    long size = size(axis);
    return size < 0 ? Size.REST : Size.of(size);
  }

  /** The sizes of all axes. */
  public final List<Size> sizes() {
    return IntStream.range(0, rank()).mapToObj(this::sizeOf).toList();
  }

  public DataType dataType() {
    return array().dataType();
  }

  /** The gradient found by {@link Tape#backward()}, or null if none flowed here. */
  public @Nullable INDArray gradient() {
    return null;
  }

  /** Adds to the gradient: seeds a result before the tape runs backward. */
  public void addGradient(INDArray added) {
    throw new NoElementsException();
  }

  /** The same elements, but no gradient flows through. */
  public final Value detach() {
    return backend().detach(this);
  }

  @Override
  public List<Value> apply(Operation operation, Arguments arguments) {
    try {
      return operation.compute(arguments);
    } catch (RuntimeException e) {
      throw arguments.explained(e);
    }
  }

  /** A formula with Keras' name; a backend may have a separate operator for it. */
  public Value formula(String keras, UnaryOperator<Value> formula) {
    return formula.apply(this);
  }

  // ---- arithmetic

  /** Any operation on one value. */
  public final Value unary(Unary operation) {
    return backend().unary(operation, this);
  }

  /** Any operation on two values. */
  public final Value binary(Binary operation, Value other) {
    OperationBackend backend = backend(this, other);
    return backend.binary(operation, backend.adopt(this), backend.adopt(other));
  }

  /** Any operation on this value and a number. */
  public final Value binary(Binary operation, double number) {
    return backend().binary(operation, this, number);
  }

  public final Value add(Value other) {
    return binary(Binary.ADD, other);
  }

  public final Value subtract(Value other) {
    return binary(Binary.SUBTRACT, other);
  }

  public final Value multiply(Value other) {
    return binary(Binary.MULTIPLY, other);
  }

  public final Value divide(Value other) {
    return binary(Binary.DIVIDE, other);
  }

  /** The larger of two, element by element; equal ones each receive half of the gradient. */
  public final Value maximum(Value other) {
    return binary(Binary.MAXIMUM, other);
  }

  /** The smaller of two, element by element; equal ones each receive half of the gradient. */
  public final Value minimum(Value other) {
    return binary(Binary.MINIMUM, other);
  }

  public final Value add(double number) {
    return binary(Binary.ADD, number);
  }

  public final Value subtract(double number) {
    return add(-number);
  }

  public final Value multiply(double number) {
    return binary(Binary.MULTIPLY, number);
  }

  public final Value divide(double number) {
    return multiply(1 / number);
  }

  public final Value negate() {
    return unary(Unary.NEGATE);
  }

  /** {@code number - this}. */
  public final Value subtractFrom(double number) {
    return backend().binary(Binary.SUBTRACT, number, this);
  }

  public final Value pow(double exponent) {
    return binary(Binary.POWER, exponent);
  }

  public final Value square() {
    return unary(Unary.SQUARE);
  }

  public final Value sqrt() {
    return unary(Unary.SQRT);
  }

  public final Value reciprocal() {
    return unary(Unary.RECIPROCAL);
  }

  public final Value abs() {
    return unary(Unary.ABS);
  }

  public final Value exp() {
    return unary(Unary.EXP);
  }

  /** e^x - 1, exact near zero. */
  public final Value expm1() {
    return unary(Unary.EXPM1);
  }

  public final Value log() {
    return unary(Unary.LOG);
  }

  public final Value log1p() {
    return unary(Unary.LOG1P);
  }

  public final Value sin() {
    return unary(Unary.SIN);
  }

  public final Value cos() {
    return unary(Unary.COS);
  }

  public final Value tanh() {
    return unary(Unary.TANH);
  }

  public final Value sigmoid() {
    return unary(Unary.SIGMOID);
  }

  /** log(1 + e^x), without overflow. */
  public final Value softplus() {
    return unary(Unary.SOFTPLUS);
  }

  public final Value relu() {
    return unary(Unary.RELU);
  }

  public final Value erf() {
    return unary(Unary.ERF);
  }

  /** -1, 0 or 1; no gradient flows. */
  public final Value sign() {
    return unary(Unary.SIGN);
  }

  /** 1 where an element is 0, otherwise 0. */
  public final Value not() {
    return unary(Unary.NOT);
  }

  /** Limits to [low, high]; outside no gradient flows. */
  public final Value clip(double low, double high) {
    return backend().clip(this, low, high);
  }

  /** This value where the condition is true, otherwise the other; all broadcast. */
  public final Value where(Value condition, Value otherwise) {
    OperationBackend backend = backend(List.of(condition, this, otherwise));
    return backend.where(backend.adopt(condition), backend.adopt(this), backend.adopt(otherwise));
  }

  /** Multiplies by a constant array, which broadcasts. */
  public final Value multiply(INDArray factor) {
    return multiply(constant(factor));
  }

  /** The elements as another type: integers are truncated, booleans are 1 or 0. */
  public final Value cast(DType type) {
    return backend().cast(this, type);
  }

  /** A constant as floats of the same precision as another value; no gradient flows. */
  public final Value asTypeOf(Value other) {
    return this instanceof ArrayValue && other instanceof ArrayValue
        ? constant(array().castTo(other.dataType()))
        : other.backend().adopt(this).cast(DType.FLOAT32);
  }

  // ---- comparisons, which give 1 and 0

  /** 1 where an element is more than the number, else 0. */
  public final Value above(double number) {
    return binary(Binary.GREATER, number);
  }

  /** 1 where an element is less than the number, else 0. */
  public final Value below(double number) {
    return binary(Binary.LESS, number);
  }

  /** 1 where an element is the number, else 0. */
  public final Value equalTo(double number) {
    return binary(Binary.EQUAL, number);
  }

  /** A new last axis with 1 at the index that each element gives, else 0. */
  public final Value oneHot(long classes) {
    return backend().oneHot(this, classes);
  }

  // ---- along axes

  /** Any reduction. */
  public final Value reduce(ReductionKind operation, boolean keep, int... axes) {
    if (axes.length == 0) {
      return operation.isBool() ? binary(Binary.NOT_EQUAL, 0) : this;
    }
    return backend().reduce(operation, this, keep, ArrayMath.axes(axes, rank()));
  }

  public final Value sum(boolean keep, int... axes) {
    return reduce(ReductionKind.SUM, keep, axes);
  }

  public final Value mean(boolean keep, int... axes) {
    return reduce(ReductionKind.MEAN, keep, axes);
  }

  /** The sum of all elements, as a scalar. */
  public final Value sum() {
    return sum(false, allAxes());
  }

  public final Value mean() {
    return mean(false, allAxes());
  }

  /** The largest along the axes; equal ones share the gradient. */
  public final Value max(boolean keep, int... axes) {
    return reduce(ReductionKind.MAX, keep, axes);
  }

  /** The smallest along the axes; equal ones share the gradient. */
  public final Value min(boolean keep, int... axes) {
    return reduce(ReductionKind.MIN, keep, axes);
  }

  public final Value softmax(int axis) {
    return backend().softmax(this, ArrayMath.axis(axis, rank()));
  }

  public final Value logSoftmax(int axis) {
    return backend().logSoftmax(this, ArrayMath.axis(axis, rank()));
  }

  /** Sums of the elements up to each one. */
  public final Value cumulativeSum(int axis) {
    return backend().cumulative(ReductionKind.SUM, this, ArrayMath.axis(axis, rank()));
  }

  /** The numbers of all axes. */
  public final int[] allAxes() {
    return IntStream.range(0, rank()).toArray();
  }

  // ---- shape

  /** Reshapes to a shape with the same number of elements; -1 stands for one inferred size. */
  public final Value reshape(long... shape) {
    return reshape(Arrays.stream(shape).mapToObj(Size::of).toList());
  }

  public final Value reshape(List<Size> sizes) {
    return backend().reshape(this, sizes);
  }

  public final Value permute(int... axes) {
    return backend().permute(this, axes);
  }

  /** Inserts an axis of size 1 before another axis, or at the end. */
  public final Value expand(int axis) {
    List<Size> sizes = new ArrayList<>(sizes());
    sizes.add(axis < 0 ? axis + rank() + 1 : axis, Size.of(1));
    return reshape(sizes);
  }

  /** Drops an axis of size 1. */
  public final Value squeeze(int axis) {
    List<Size> sizes = new ArrayList<>(sizes());
    Size dropped = sizes.remove(ArrayMath.axis(axis, rank()));
    if (dropped.isKnown() && dropped.known() != 1) {
      throw new IllegalArgumentException(
          "axis " + axis + " has " + dropped.known() + " elements and cannot be squeezed");
    }
    return reshape(sizes);
  }

  /** Elements [from, to) of one axis. */
  public final Value slice(int axis, long from, long to) {
    return slice(axis, Size.of(from), Size.of(to), 1);
  }

  /** Every {@code step}th element of [from, to) of one axis. */
  public final Value slice(int axis, Size from, Size to, long step) {
    return backend().slice(this, ArrayMath.axis(axis, rank()), from, to, step);
  }

  /** One position of an axis, which is removed. */
  public final Value at(int axis, long position) {
    return slice(axis, position, position + 1).squeeze(axis);
  }

  /** The elements along the first axis, which is removed. */
  public final List<Value> unstack() {
    return this instanceof ArrayValue
        ? Shapes.unstack(this)
        : IntStream.range(0, Math.toIntExact(size(0))).mapToObj(i -> at(0, i)).toList();
  }

  public final Value reverse(int axis) {
    return backend().reverse(this, ArrayMath.axis(axis, rank()));
  }

  /** Repeats the value along an axis. */
  public final Value tile(int axis, long times) {
    int at = ArrayMath.axis(axis, rank());
    List<Size> copies = new ArrayList<>(sizes());
    copies.add(at, Size.of(times));
    List<Size> joined = new ArrayList<>(sizes());
    joined.set(at, sizeOf(at).times(times));
    return expand(at).broadcastTo(copies).reshape(joined);
  }

  /** Pads an axis by {@code before} and {@code after} elements of a constant. */
  public final Value pad(int axis, long before, long after, double fill) {
    return backend().pad(this, ArrayMath.axis(axis, rank()), before, after, PadMode.CONSTANT, fill);
  }

  public final Value broadcastTo(long... shape) {
    return broadcastTo(Arrays.stream(shape).mapToObj(Size::of).toList());
  }

  public final Value broadcastTo(List<Size> sizes) {
    return backend().broadcastTo(this, sizes);
  }

  public static Value concat(int axis, List<Value> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    OperationBackend backend = backend(values);
    List<Value> adopted = values.stream().map(backend::adopt).toList();
    return backend.concat(ArrayMath.axis(axis, values.get(0).rank()), adopted);
  }

  /** Stacks equally shaped values along a new axis. */
  public static Value stack(int axis, List<Value> values) {
    return concat(axis, values.stream().map(value -> value.expand(axis)).toList());
  }

  /** Rows of this table by index; the result has the shape of the indices and the row. */
  public final Value rows(INDArray positions) {
    return take(constant(positions), 0);
  }

  /** Elements of an axis by index; the axes of the indices replace it. */
  public final Value take(Value positions, int axis) {
    OperationBackend backend = backend(this, positions);
    return backend.take(
        backend.adopt(this), backend.adopt(positions), ArrayMath.axis(axis, rank()));
  }

  /** One element of an axis for each index, at the same position along all other axes. */
  public final Value takeAlongAxis(Value positions, int axis) {
    OperationBackend backend = backend(this, positions);
    return backend.takeAlongAxis(
        backend.adopt(this), backend.adopt(positions), ArrayMath.axis(axis, rank()));
  }

  /** Sums of the rows of each segment number; rows of other numbers are ignored. */
  public final Value segmentSum(Value segments, long count) {
    OperationBackend backend = backend(this, segments);
    return backend.segmentSum(backend.adopt(this), backend.adopt(segments), count);
  }

  // ---- products

  /** The matrix product of the last two axes; leading axes are batches, which broadcast. */
  public final Value matmul(Value other) {
    return matmul(other, false, false);
  }

  public final Value matmul(Value other, boolean transposeThis, boolean transposeOther) {
    OperationBackend backend = backend(this, other);
    return backend.matmul(backend.adopt(this), backend.adopt(other), transposeThis, transposeOther);
  }

  /** An array of zeros like this one. */
  public Value zeros() {
    return this instanceof ArrayValue
        ? constant(ArrayMath.zeros(dataType(), shape()))
        : multiply(0);
  }

  /** Zeros of this value's type in another shape. */
  public final Value zeros(List<Size> sizes) {
    return this instanceof ArrayValue
        ? constant(ArrayMath.zeros(dataType(), sizes.stream().mapToLong(Size::known).toArray()))
        : backend().broadcastTo(backend().constant(Nd4j.zeros(1)), sizes);
  }

  @Override
  public String toString() {
    return "Value" + Arrays.toString(shape());
  }
}
