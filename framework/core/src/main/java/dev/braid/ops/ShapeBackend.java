package dev.braid.ops;

import dev.braid.DType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the shapes and types of results. */
final class ShapeBackend implements OperationBackend {
  static final ShapeBackend INSTANCE = new ShapeBackend();

  private ShapeBackend() {}

  @Override
  public Value adopt(Value value) {
    return value instanceof ShapeValue ? value : constant(value.array());
  }

  @Override
  public Value constant(INDArray array) {
    return new ShapeValue(type(array.dataType()), array.shape());
  }

  static DType type(DataType type) {
    return switch (type) {
      case BOOL -> DType.BOOL;
      case INT, LONG, SHORT, BYTE, UBYTE, UINT16, UINT32, UINT64 -> DType.INT32;
      default -> DType.FLOAT32;
    };
  }

  @Override
  public Value integers(long... elements) {
    return new ShapeValue(DType.INT32, elements.length);
  }

  @Override
  public Value count(Size size) {
    return new ShapeValue(DType.INT32, size.known());
  }

  private static DType type(Value value) {
    return ((ShapeValue) value).dtype();
  }

  private static Value like(Value x, long... shape) {
    return new ShapeValue(type(x), shape);
  }

  private static Value bool(long... shape) {
    return new ShapeValue(DType.BOOL, shape);
  }

  /** The common type of two operands, by Keras' promotion. */
  static DType common(DType a, DType b) {
    if (a == b || b == DType.BOOL) {
      return a;
    }
    if (a == DType.BOOL) {
      return b;
    }
    if (a.floating() && b.floating()) {
      return a == DType.FLOAT64 || b == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }
    return a.floating() ? a : b.floating() ? b : integers(a, b);
  }

  private static DType integers(DType a, DType b) {
    if (signed(a) == signed(b)) {
      return bits(a) > bits(b) ? a : b;
    }
    DType signed = signed(a) ? a : b;
    DType other = signed(a) ? b : a;
    return bits(signed) > bits(other)
        ? signed
        : switch (bits(other)) {
          case 8 -> DType.INT16;
          case 16 -> DType.INT32;
          case 32 -> DType.INT64;
          default -> DType.FLOAT32;
        };
  }

  private static boolean signed(DType type) {
    return type.low() < 0;
  }

  private static int bits(DType type) {
    return switch (type) {
      case INT8, UINT8 -> 8;
      case INT16, UINT16 -> 16;
      case INT32, UINT32 -> 32;
      default -> 64;
    };
  }

  /** The type of sums and products. */
  private static DType sums(DType type) {
    return switch (type) {
      case BOOL, INT8, INT16 -> DType.INT32;
      case UINT8, UINT16 -> DType.UINT32;
      default -> type;
    };
  }

  /** The type of results that are floats. */
  private static DType fractions(DType type) {
    return type.floating() ? type : DType.FLOAT32;
  }

  @Override
  public Value unary(Unary operation, Value x) {
    if (operation.isBool()) {
      return bool(x.shape());
    }
    if (type(x) == DType.BOOL && operation == Unary.SQUARE) {
      return new ShapeValue(DType.INT32, x.shape());
    }
    return operation.keepsIntegers() ? x : new ShapeValue(fractions(type(x)), x.shape());
  }

  @Override
  public Value binary(Binary operation, Value a, Value b) {
    return result(operation, common(type(a), type(b)), ShapeRules.broadcast(a.shape(), b.shape()));
  }

  private static Value result(Binary operation, DType common, long... shape) {
    if (operation.isBool()) {
      return bool(shape);
    }
    // the sum of two booleans may be 2; Keras treats it as a boolean
    boolean choice = operation == Binary.MAXIMUM || operation == Binary.MINIMUM;
    DType type =
        common == DType.BOOL && !choice && operation != Binary.MULTIPLY ? DType.INT32 : common;
    boolean fraction = operation == Binary.DIVIDE || operation == Binary.ARCTAN2;
    return new ShapeValue(fraction ? fractions(type) : type, shape);
  }

  @Override
  public Value binary(Binary operation, Value a, double b) {
    DType number = b == Math.rint(b) ? DType.BOOL : DType.FLOAT32;
    DType common = type(a).floating() ? type(a) : common(type(a), number);
    return result(operation, common == DType.BOOL ? DType.INT32 : common, a.shape());
  }

  @Override
  public Value binary(Binary operation, double a, Value b) {
    return binary(operation, b, a);
  }

  @Override
  public Value clip(Value x, double low, double high) {
    return x;
  }

  @Override
  public Value where(Value condition, Value a, Value b) {
    long[] shape =
        ShapeRules.broadcast(condition.shape(), ShapeRules.broadcast(a.shape(), b.shape()));
    return new ShapeValue(common(type(a), type(b)), shape);
  }

  @Override
  public Value cast(Value x, DType type) {
    return new ShapeValue(type, x.shape());
  }

  @Override
  public Value detach(Value x) {
    return x;
  }

  @Override
  public Value reduce(ReductionKind operation, Value x, boolean keep, int... axes) {
    long[] shape = ShapeRules.reduced(x.shape(), keep, axes);
    if (operation.isBool()) {
      return bool(shape);
    }
    return new ShapeValue(
        switch (operation) {
          case MEAN -> fractions(type(x));
          case SUM, PRODUCT -> sums(type(x));
          default -> type(x);
        },
        shape);
  }

  @Override
  public Value position(boolean largest, Value x, int axis) {
    return new ShapeValue(DType.INT32, ShapeRules.reduced(x.shape(), false, axis));
  }

  @Override
  public Value cumulative(ReductionKind operation, Value x, int axis) {
    return new ShapeValue(sums(type(x)), x.shape());
  }

  @Override
  public Value softmax(Value x, int axis) {
    return new ShapeValue(fractions(type(x)), x.shape());
  }

  @Override
  public Value logSoftmax(Value x, int axis) {
    return softmax(x, axis);
  }

  @Override
  public List<Value> sort(Value x, int axis) {
    return List.of(x, new ShapeValue(DType.INT32, x.shape()));
  }

  @Override
  public Value reshape(Value x, List<Size> sizes) {
    return like(x, ShapeRules.reshaped(x.shape(), sizes));
  }

  @Override
  public Value permute(Value x, int... order) {
    return like(x, ShapeRules.permuted(x.shape(), order));
  }

  @Override
  public Value slice(Value x, int axis, Size from, Size to, long step) {
    return like(x, ShapeRules.sliced(x.shape(), axis, from, to, step));
  }

  @Override
  public Value reverse(Value x, int axis) {
    return x;
  }

  @Override
  public Value concat(int axis, List<Value> values) {
    DType type = values.stream().map(ShapeBackend::type).reduce(ShapeBackend::common).orElseThrow();
    return new ShapeValue(
        type, ShapeRules.concatenated(axis, values.stream().map(Value::shape).toList()));
  }

  @Override
  public Value broadcastTo(Value x, List<Size> sizes) {
    return like(
        x, ShapeRules.broadcastTo(x.shape(), sizes.stream().mapToLong(Size::known).toArray()));
  }

  @Override
  public Value pad(Value x, int axis, long before, long after, PadMode mode, double fill) {
    return like(x, ShapeRules.padded(x.shape(), axis, before, after));
  }

  // ---- windows

  @Override
  public Value convolve(Convolution convolution, Value x, Value kernel, @Nullable Value bias) {
    return windowed(x, kernel, convolution.shape(x.shape(), kernel.shape(), -1));
  }

  @Override
  public Value convolveDepthwise(
      Convolution convolution, Value x, Value kernel, @Nullable Value bias) {
    return windowed(x, kernel, convolution.shape(x.shape(), kernel.shape(), -2));
  }

  @Override
  public Value convolveTransposed(Convolution convolution, Value x, Value kernel) {
    return windowed(x, kernel, convolution.transposedShape(x.shape(), kernel.shape()));
  }

  private static Value windowed(Value x, Value kernel, long... shape) {
    return new ShapeValue(common(type(x), type(kernel)), shape);
  }

  @Override
  public Value pool(Pooling pooling, boolean largest, Value x) {
    return new ShapeValue(largest ? type(x) : fractions(type(x)), pooling.shape(x.shape()));
  }

  @Override
  public Value take(Value x, Value positions, int axis) {
    return like(x, ShapeRules.taken(x.shape(), positions.shape(), axis));
  }

  @Override
  public Value takeAlongAxis(Value x, Value positions, int axis) {
    return like(x, positions.shape());
  }

  @Override
  public Value oneHot(Value positions, long classes) {
    return new ShapeValue(DType.FLOAT32, append(positions.shape(), classes));
  }

  private static long[] append(long[] shape, long size) {
    long[] longer = Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = size;
    return longer;
  }

  @Override
  public Value segmentSum(Value x, Value segments, long count) {
    long[] shape = x.shape();
    shape[0] = count;
    return like(x, shape);
  }

  @Override
  public Value matmul(Value a, Value b, boolean transposeA, boolean transposeB) {
    return new ShapeValue(
        common(type(a), type(b)), ShapeRules.product(a.shape(), b.shape(), transposeA, transposeB));
  }

  @Override
  public Value contract(Contraction contraction, Value a, Value b) {
    return new ShapeValue(
        common(type(a), type(b)), ShapeRules.contracted(contraction, a.shape(), b.shape()));
  }
}
