package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Computes operations on arrays and records them on the tape of their operands. */
final class ArrayBackend implements OperationBackend {
  static final ArrayBackend INSTANCE = new ArrayBackend();

  private ArrayBackend() {}

  @Override
  public Value adopt(Value value) {
    return value;
  }

  @Override
  public Value constant(INDArray array) {
    return new ArrayValue(array, null);
  }

  @Override
  public Value integers(long... elements) {
    float[] floats = new float[elements.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = elements[i];
    }
    return constant(Nd4j.createFromArray(floats));
  }

  @Override
  public Value count(Size size) {
    float[] elements = new float[Math.toIntExact(size.known())];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i;
    }
    return constant(Nd4j.createFromArray(elements));
  }

  // ---- element by element

  @Override
  public Value unary(Unary operation, Value x) {
    INDArray in = x.array();
    if (in.isEmpty()) {
      return constant(in);
    }
    INDArray out = operation.of(in);
    return Value.primitive(
        out, List.of(x), g -> new @Nullable INDArray[] {operation.gradient(in, out, g)});
  }

  @Override
  public Value binary(Binary operation, Value a, Value b) {
    return Elementwise.binary(operation, a, b);
  }

  @Override
  public Value binary(Binary operation, Value a, double b) {
    return a.array().isEmpty() ? constant(a.array()) : Elementwise.binary(operation, a, b);
  }

  @Override
  public Value binary(Binary operation, double a, Value b) {
    return operation == Binary.SUBTRACT ? b.negate().add(a) : binary(operation, scalar(a, b), b);
  }

  private Value scalar(double number, Value like) {
    return constant(Nd4j.scalar(like.dataType(), number));
  }

  @Override
  public Value clip(Value x, double low, double high) {
    INDArray in = x.array();
    if (in.isEmpty()) {
      return x;
    }
    INDArray out = ArrayMath.like(in);
    Nd4j.exec(
        DynamicCustomOp.builder("clipbyvalue")
            .addInputs(in)
            .addOutputs(out)
            .addFloatingPointArguments(low, high)
            .build());
    return Value.primitive(
        out,
        List.of(x),
        g -> {
          INDArray inside = in.gte(low).castTo(g.dataType());
          return new INDArray[] {inside.muli(in.lte(high).castTo(g.dataType())).muli(g)};
        });
  }

  @Override
  public Value where(Value condition, Value a, Value b) {
    return Elementwise.where(condition.array(), a, b);
  }

  @Override
  public Value cast(Value x, DType type) {
    if (type == DType.BOOL) {
      return binary(Binary.NOT_EQUAL, x, 0);
    }
    return type.floating() ? x : unary(Unary.TRUNCATE, x);
  }

  @Override
  public Value detach(Value x) {
    return constant(x.array());
  }

  // ---- along axes

  @Override
  public Value reduce(ReductionKind operation, Value x, boolean keep, int... axes) {
    return Reductions.reduce(operation, x, keep, axes);
  }

  @Override
  public Value position(boolean largest, Value x, int axis) {
    return constant(ElementOrder.position(largest, x.array(), axis));
  }

  @Override
  public Value cumulative(ReductionKind operation, Value x, int axis) {
    return x.array().isEmpty() ? x : Reductions.cumulative(operation, x, axis);
  }

  @Override
  public Value softmax(Value x, int axis) {
    return x.array().isEmpty() ? x : Reductions.softmax(x, axis);
  }

  @Override
  public Value logSoftmax(Value x, int axis) {
    return x.array().isEmpty() ? x : Reductions.logSoftmax(x, axis);
  }

  @Override
  public List<Value> sort(Value x, int axis) {
    Value positions = constant(ElementOrder.ascending(x.array(), axis));
    return List.of(takeAlongAxis(x, positions, axis), positions);
  }

  // ---- shapes

  @Override
  public Value reshape(Value x, List<Size> sizes) {
    return Shapes.reshape(x, shape(x, sizes));
  }

  /** The sizes as numbers, including the one that is inferred from the others. */
  private static long[] shape(Value x, List<Size> sizes) {
    long[] shape = known(sizes);
    long product = 1;
    int open = -1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0 && open >= 0) {
        throw new IllegalArgumentException("a shape with two sizes of -1");
      }
      open = shape[i] < 0 ? i : open;
      product *= shape[i] < 0 ? 1 : shape[i];
    }
    if (open >= 0) {
      shape[open] = product == 0 ? 0 : x.array().length() / product;
    }
    return shape;
  }

  private static long[] known(List<Size> sizes) {
    return sizes.stream().mapToLong(Size::known).toArray();
  }

  @Override
  public Value permute(Value x, int... order) {
    return Shapes.permute(x, order);
  }

  @Override
  public Value slice(Value x, int axis, Size from, Size to, long step) {
    return Shapes.slice(x, axis, from.known(), to.known(), step);
  }

  @Override
  public Value reverse(Value x, int axis) {
    return Shapes.reverse(x, axis);
  }

  @Override
  public Value concat(int axis, List<Value> values) {
    return Shapes.concat(axis, values);
  }

  @Override
  public Value broadcastTo(Value x, List<Size> sizes) {
    return Shapes.broadcastTo(x, known(sizes));
  }

  @Override
  public Value pad(Value x, int axis, long before, long after, PadMode mode, double fill) {
    return mode == PadMode.CONSTANT
        ? Shapes.pad(x, axis, before, after, fill)
        : Shapes.mirror(x, axis, before, after, mode);
  }

  // ---- selection

  @Override
  public Value take(Value x, Value positions, int axis) {
    return Selection.take(x, positions.array(), axis);
  }

  @Override
  public Value takeAlongAxis(Value x, Value positions, int axis) {
    return Selection.takeAlongAxis(x, positions.array(), axis);
  }

  @Override
  public Value oneHot(Value positions, long classes) {
    return constant(ArrayMath.oneHot(positions.array(), classes));
  }

  @Override
  public Value segmentSum(Value x, Value segments, long count) {
    return Selection.segmentSum(x, segments.array(), count);
  }

  // ---- windows

  @Override
  public Value convolve(Convolution convolution, Value x, Value kernel, @Nullable Value bias) {
    return convolution.compute(x, kernel, bias);
  }

  @Override
  public Value convolveDepthwise(
      Convolution convolution, Value x, Value kernel, @Nullable Value bias) {
    return convolution.computeDepthwise(x, kernel, bias);
  }

  @Override
  public Value convolveTransposed(Convolution convolution, Value x, Value kernel) {
    return convolution.computeTransposed(x, kernel);
  }

  @Override
  public Value pool(Pooling pooling, boolean largest, Value x) {
    return pooling.compute(largest, x);
  }

  // ---- products

  @Override
  public Value matmul(Value a, Value b, boolean transposeA, boolean transposeB) {
    if (a.dataType() != b.dataType()) {
      DataType wider = Elementwise.wider(a, b);
      return matmul(Elementwise.cast(a, wider), Elementwise.cast(b, wider), transposeA, transposeB);
    }
    return MatrixProducts.matmul(a, b, transposeA, transposeB);
  }

  @Override
  public Value contract(Contraction contraction, Value a, Value b) {
    return contraction.compute(a, b);
  }
}
