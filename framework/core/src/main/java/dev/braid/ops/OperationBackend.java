package dev.braid.ops;

import dev.braid.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An interpretation of operations: computation on arrays, shape inference, or export to a graph.
 *
 * <p>Axes are counted from the front, those of reductions in ascending order. Booleans are 1 and 0.
 * Operands are values of this backend; {@link #adopt} converts others.
 */
public interface OperationBackend {
  /** Converts a value to this backend; only constants of other backends are supported. */
  Value adopt(Value value);

  /** A constant. */
  Value constant(INDArray array);

  /** A constant of integers, with one axis. */
  Value integers(long... elements);

  /** The integers from 0 up to a size (exclusive). */
  Value count(Size size);

  // ---- element by element

  Value unary(Unary operation, Value x);

  Value binary(Binary operation, Value a, Value b);

  Value binary(Binary operation, Value a, double b);

  Value binary(Binary operation, double a, Value b);

  /** Limits elements to [low, high]; no gradient flows outside. */
  Value clip(Value x, double low, double high);

  /** {@code a} where the condition is true, else {@code b}; all three broadcast. */
  Value where(Value condition, Value a, Value b);

  Value cast(Value x, DType type);

  /** The same elements, through which no gradient flows. */
  Value detach(Value x);

  // ---- along axes

  Value reduce(ReductionKind operation, Value x, boolean keep, int... axes);

  /** The position of the largest or smallest element along an axis, which is removed. */
  Value position(boolean largest, Value x, int axis);

  /** Sums or products of the elements up to each one. */
  Value cumulative(ReductionKind operation, Value x, int axis);

  Value softmax(Value x, int axis);

  Value logSoftmax(Value x, int axis);

  /** The elements in ascending order, and their original indices. */
  List<Value> sort(Value x, int axis);

  // ---- shapes

  Value reshape(Value x, List<Size> sizes);

  Value permute(Value x, int... order);

  /** Every {@code step}th element from one index up to another (exclusive). */
  Value slice(Value x, int axis, Size from, Size to, long step);

  Value reverse(Value x, int axis);

  Value concat(int axis, List<Value> values);

  Value broadcastTo(Value x, List<Size> sizes);

  Value pad(Value x, int axis, long before, long after, PadMode mode, double fill);

  // ---- selection

  /** Elements of an axis by index; the axes of the indices replace it. */
  Value take(Value x, Value positions, int axis);

  /** One element of an axis for each index, at the same position along all other axes. */
  Value takeAlongAxis(Value x, Value positions, int axis);

  /** A new last axis with 1 at the index that each element gives, else 0. */
  Value oneHot(Value positions, long classes);

  /** Sums of the rows of each segment number; rows of other numbers are ignored. */
  Value segmentSum(Value x, Value segments, long count);

  // ---- windows

  /** A convolution of (samples, space…, channels); the bias may be null. */
  Value convolve(Convolution convolution, Value x, Value kernel, @Nullable Value bias);

  /** A convolution of each channel separately; the bias may be null. */
  Value convolveDepthwise(Convolution convolution, Value x, Value kernel, @Nullable Value bias);

  /** The transposed convolution, without padding. */
  Value convolveTransposed(Convolution convolution, Value x, Value kernel);

  /** The maximum or the average of the elements in windows. */
  Value pool(Pooling pooling, boolean largest, Value x);

  // ---- products

  /** The product of the last two axes; leading axes broadcast. */
  Value matmul(Value a, Value b, boolean transposeA, boolean transposeB);

  /** A product by {@link Contraction}. */
  Value contract(Contraction contraction, Value a, Value b);
}
