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

/** The memory of a dense float array in C order, as native code and loops access it. */
public final class Floats extends FloatPointer {
  private static final boolean CPU =
      Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");

  /** The length beyond which an array has more bytes than a buffer can address. */
  private static final long MAX_LENGTH = 1L << 28;

  /** The slots in which a block holds the shapes of further arrays over its memory. */
  private static final int STRIDED_SLOT = 1;

  private static final int FIRST_VIEW_SLOT = 2;

  private final transient INDArray array;
  private final transient FloatBuffer buffer;
  private transient List<Floats> views = List.of();

  /** The block of the {@link BufferPool} that contains the memory, or null. */
  private transient MemoryBlock block;

  /** The bucket of the {@link BufferPool} that the array returns to after its step, or null. */
  transient BufferPool.Bucket bucket;

  transient boolean taken;

  /** The array that this one is a view of, or this one. */
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

  /** Returns whether arrays of a type are in memory that this process can read. */
  public static boolean supports(DataType type) {
    return CPU && type == DataType.FLOAT;
  }

  /** Returns whether fast code can process an array of this type and length. */
  public static boolean supports(DataType type, long length) {
    return length > 0 && length <= MAX_LENGTH && supports(type);
  }

  /** Returns the memory of an array, which must be dense floats in C order. */
  public static Floats of(INDArray array) {
    Floats known = BufferPool.find(array);
    return known == null ? new Floats(array) : known;
  }

  /** Returns the memory of any array of floats, or of a copy if it is not dense in C order. */
  public static Floats dense(INDArray array) {
    return of(ArrayMath.dense(array));
  }

  /** Returns the memory of a lasting array such as a weight, which each pool looks up once. */
  public static Floats lasting(INDArray array) {
    Floats known = BufferPool.find(array);
    return known == null ? BufferPool.register(new Floats(array)) : known;
  }

  static Floats over(INDArray array) {
    return new Floats(array);
  }

  /** Returns an array of a shape over the beginning of a block. */
  static Floats in(MemoryBlock block, long... shape) {
    Floats floats = new Floats(block.array(shape));
    floats.block = block;
    return floats;
  }

  MemoryBlock block() {
    return block;
  }

  /** Returns this array in other shapes. */
  List<Floats> views() {
    return views;
  }

  /** Returns an array over the same memory that may repeat rows, valid until the next such call. */
  INDArray strided(long[] shape, long... strides) {
    return block == null
        ? Nd4j.create(array.data(), shape, strides, array.offset(), 'c')
        : block.strided(STRIDED_SLOT, shape, strides);
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

  /** Returns the same memory in another shape. */
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
    // in separate slots, since all of them may be in use
    Floats view = new Floats(block.view(FIRST_VIEW_SLOT + views.size(), shape));
    view.block = block;
    view.bucket = bucket;
    view.base = this;
    List<Floats> more = new ArrayList<>(views);
    more.add(view);
    views = more;
    return BufferPool.register(view);
  }

  /** Returns the memory as a buffer; bulk copies between it and arrays on the heap are fast. */
  public FloatBuffer buffer() {
    return buffer;
  }

  /** Returns a copy on the heap. */
  public float[] toHeap() {
    float[] copy = new float[length()];
    buffer.get(0, copy);
    return copy;
  }

  /** Returns a new array with the same elements in C order. */
  public static INDArray duplicate(INDArray array) {
    if (!supports(array.dataType()) || array.isEmpty() || array.isScalar()) {
      return array.dup('c');
    }
    Floats copy = new Floats(ArrayMath.like(array));
    copy.buffer.put(0, dense(array).buffer, 0, copy.length());
    return copy.array;
  }

  /** Returns a copy of any array's elements as floats in C order. */
  public static float[] copy(INDArray array) {
    if (!supports(array.dataType()) || array.isEmpty()) {
      return array.dup('c').data().asFloat();
    }
    return dense(array).toHeap();
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
