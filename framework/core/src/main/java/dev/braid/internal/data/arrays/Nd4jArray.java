package dev.braid.internal.data.arrays;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** An ND4J array of any number type, order or view. */
final class Nd4jArray extends NumericArray {
  private static final int RUN = 1 << 13;

  private final INDArray array;
  private final DataType given;

  private Nd4jArray(INDArray array, DataType given, String form) {
    super(array.shape(), form);
    this.array = array;
    this.given = given;
  }

  /** Wraps an array where its values lie in C order, or else a copy. */
  static Nd4jArray of(INDArray given, String form) {
    DataType type = given.dataType();
    // an array in an iterator's workspace is overwritten by the iterator's next one
    INDArray array = given.isAttached() ? given.detach() : given;
    INDArray readable =
        switch (type) {
          case FLOAT, DOUBLE, INT, LONG, SHORT, BYTE -> array;
          case HALF, BFLOAT16 -> array.castTo(DataType.FLOAT);
          case BOOL -> array.castTo(DataType.INT8);
          case UBYTE -> array.castTo(DataType.INT16);
          case UINT16 -> array.castTo(DataType.INT32);
          case UINT32, UINT64 -> array.castTo(DataType.INT64);
          default -> throw new IllegalArgumentException("no numbers: " + type);
        };
    boolean inOrder =
        readable.ordering() == 'c'
            && !readable.isView()
            && Shape.hasDefaultStridesForShape(readable);
    return new Nd4jArray(inOrder ? readable : readable.dup('c'), type, form);
  }

  /** Whether an array holds numbers at all. */
  static boolean readable(INDArray array) {
    DataType type = array.dataType();
    return type.isNumerical() || type == DataType.BOOL;
  }

  @Override
  public boolean holdsIntegers() {
    return given.isIntType() || given == DataType.BOOL;
  }

  @Override
  public @Nullable INDArray unconverted(DataType type, long... wanted) {
    if (array.dataType() != type) {
      return null;
    }
    return Arrays.equals(array.shape(), wanted) ? array : array.reshape('c', wanted);
  }

  @Override
  public void fill(INDArray batch, int @Nullable [] order, int from, int to) {
    if (batch.dataType() != array.dataType()) {
      super.fill(batch, order, from, to);
      return;
    }
    long bytes = sampleSize() * array.data().getElementSize();
    BytePointer source = new BytePointer(array.data().pointer());
    BytePointer target = new BytePointer(batch.data().pointer());
    if (order == null) {
      Pointer.memcpy(target, source.position(from * bytes), (to - from) * bytes);
      return;
    }
    for (int place = from; place < to; place++) {
      target.position((place - from) * bytes);
      Pointer.memcpy(target, source.position(order[place] * bytes), bytes);
    }
  }

  @Override
  void visit(int from, int to, LeafVisitor visitor) {
    long size = sampleSize();
    Pointer data = array.data().pointer();
    Object run = run((int) Math.min(RUN, size * (to - from)));
    for (long at = from * size; at < to * size; at += RUN) {
      int length = (int) Math.min(RUN, to * size - at);
      read(data, at, run, length);
      visitor.leaf(run, 0, length);
    }
  }

  private Object run(int length) {
    return switch (array.dataType()) {
      case FLOAT -> new float[length];
      case DOUBLE -> new double[length];
      case INT -> new int[length];
      case LONG -> new long[length];
      case SHORT -> new short[length];
      default -> new byte[length];
    };
  }

  // each copy of a pointer has its own position, so that threads can read at the same time
  private static void read(Pointer data, long at, Object run, int length) {
    if (run instanceof float[] floats) {
      new FloatPointer(data).position(at).get(floats, 0, length);
    } else if (run instanceof double[] doubles) {
      new DoublePointer(data).position(at).get(doubles, 0, length);
    } else if (run instanceof int[] ints) {
      new IntPointer(data).position(at).get(ints, 0, length);
    } else if (run instanceof long[] longs) {
      new LongPointer(data).position(at).get(longs, 0, length);
    } else if (run instanceof short[] shorts) {
      new ShortPointer(data).position(at).get(shorts, 0, length);
    } else {
      new BytePointer(data).position(at).get((byte[]) run, 0, length);
    }
  }
}
