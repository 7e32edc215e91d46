package dev.braid.internal.compute;

import dev.braid.internal.memory.MemoryBlock;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of a dense float array in C order, seen as what natives and loops read and write. */
public final class Floats extends FloatPointer {
  private static final boolean CPU =
      Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");

  /** Longer arrays have more bytes than a buffer can count. */
  private static final long LONGEST = 1L << 28;

  /** Where a block holds the shapes of arrays over its memory, after that of the array itself. */
  private static final int STRIDED = 1;

  private static final int FIRST_VIEW = 2;

  private final transient INDArray array;
  private final transient FloatBuffer buffer;
  private transient List<Floats> views = List.of();

  /** The memory that it lies in, if that is one of {@link BufferPool}, or null. */
  private transient MemoryBlock block;

  /** The bucket of {@link BufferPool} that it returns to after its step, or null. */
  transient BufferPool.Bucket bucket;

  transient boolean taken;

  /** The array that this one is a view of, or itself. */
  private transient Floats base = this;

  private Floats(INDArray array) {
    super((Pointer) null);
    // keeps the memory from being freed while this is in use
    this.array = array;
    this.address = array.data().addressPointer().address();
    this.limit = array.length();
    this.capacity = array.length();
    this.buffer = asByteBuffer().asFloatBuffer();
  }

  /** True where arrays of this type are memory that this process can read. */
  public static boolean supports(DataType type) {
    return CPU && type == DataType.FLOAT;
  }

  /** True where fast code can work on an array of this type and length. */
  public static boolean supports(DataType type, long length) {
    return length > 0 && length <= LONGEST && supports(type);
  }

  /** The memory of an array, which must be dense floats in C order. */
  public static Floats of(INDArray array) {
    Floats known = BufferPool.find(array);
    return known == null ? new Floats(array) : known;
  }

  /** The memory of any array of floats, of a copy where it is not dense in C order. */
  public static Floats dense(INDArray array) {
    return of(ArrayMath.dense(array));
  }

  /** The memory of an array that lasts, such as a weight, looked up once a step memory. */
  public static Floats lasting(INDArray array) {
    Floats known = BufferPool.find(array);
    return known == null ? BufferPool.keep(new Floats(array)) : known;
  }

  static Floats over(INDArray array) {
    return new Floats(array);
  }

  /** An array of that shape over the beginning of a block. */
  static Floats in(MemoryBlock block, long... shape) {
    Floats floats = new Floats(block.array(shape));
    floats.block = block;
    return floats;
  }

  MemoryBlock block() {
    return block;
  }

  /** This array in other shapes. */
  List<Floats> views() {
    return views;
  }

  /** An array over the same memory that may repeat rows; it lasts until the next such call. */
  INDArray strided(long[] shape, long... strides) {
    return block == null
        ? Nd4j.create(array.data(), shape, strides, array.offset(), 'c')
        : block.strided(STRIDED, shape, strides);
  }

  public INDArray array() {
    return array;
  }

  public int length() {
    return Math.toIntExact(limit);
  }

  Floats base() {
    return base;
  }

  /** The same memory in another shape. */
  public Floats shaped(long... shape) {
    if (Arrays.equals(array.shape(), shape)) {
      return this;
    }
    for (Floats view : views) {
      if (Arrays.equals(view.array.shape(), shape)) {
        return view;
      }
    }
    if (block == null) {
      return new Floats(array.reshape('c', shape));
    }
    if (base != this) {
      return base.shaped(shape);
    }
    // in separate places, for all of them may be in use
    Floats view = new Floats(block.view(FIRST_VIEW + views.size(), shape));
    view.block = block;
    view.bucket = bucket;
    view.base = this;
    List<Floats> more = new ArrayList<>(views);
    more.add(view);
    views = more;
    return BufferPool.keep(view);
  }

  /** The same memory as a buffer; bulk copies between it and arrays on the heap are fast. */
  public FloatBuffer buffer() {
    return buffer;
  }

  /** A copy on the heap. */
  public float[] toHeap() {
    float[] copy = new float[length()];
    buffer.get(0, copy);
    return copy;
  }

  /** A new array with the same elements in C order. */
  public static INDArray duplicate(INDArray any) {
    if (!supports(any.dataType()) || any.isEmpty() || any.isScalar()) {
      return any.dup('c');
    }
    Floats copy = new Floats(ArrayMath.like(any));
    copy.buffer.put(0, dense(any).buffer, 0, copy.length());
    return copy.array;
  }

  /** A copy of any array's elements in C order, as floats. */
  public static float[] copy(INDArray any) {
    if (!supports(any.dataType()) || any.isEmpty()) {
      return any.dup('c').data().asFloat();
    }
    return dense(any).toHeap();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
