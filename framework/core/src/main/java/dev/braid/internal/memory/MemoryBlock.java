package dev.braid.internal.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory for a succession of arrays of different shapes.
 *
 * <p><b>Idea.</b> Allocating an ND4J array takes as long as a small layer. Besides, ND4J keeps a
 * few hundred bytes for every shape that it has ever seen, and these are located between the
 * arrays, so that the memory of freed arrays is fragmented. A block is allocated once. Arrays over
 * it are only objects on the heap, since the block also holds the native form of their shapes.
 *
 * <p><b>Sizes.</b> Lengths are rounded up to one of {@link #SIZES_PER_DOUBLING} steps between two
 * powers of two, so that a block also fits other shapes and at most an eighth of it is unused.
 * These are size classes as in jemalloc.
 *
 * <p><b>How.</b> ND4J's public methods for creating arrays use its cache of shapes, which takes the
 * time and leaks the memory. The CPU backend has a constructor that takes the native form of a
 * shape instead: rank, sizes, strides, then type, element-wise stride and order. It is found once
 * by reflection; if it is missing (another backend), arrays are created by the public methods.
 *
 * <p><b>Validity.</b> A block has a slot for each shape that is in use at a time. Creating an array
 * overwrites the shape of the previous array of its slot, which must not be used any more. No array
 * may be used after {@link #close}. A block is used by one thread at a time.
 */
public final class MemoryBlock implements AutoCloseable {
  /** The number of sizes between a power of two and the next. */
  private static final int SIZES_PER_DOUBLING = 8;

  private static final int SMALLEST = 16;

  /** The number of entries after the strides: type, element-wise stride, order. */
  private static final int TAIL = 3;

  private static final @Nullable MethodHandle CPU_ARRAY = cpuArray();

  private final INDArray memory;
  private final DataBuffer data;
  private final DataType dataType;
  private final long length;
  private final long bytes;
  private final long type;
  private final List<DataBuffer> shapes = new ArrayList<>(2);

  /** Allocates a block for at least the given number of elements. */
  public MemoryBlock(DataType type, long length) {
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      memory = Nd4j.createUninitialized(type, new long[] {rounded(length)}, 'c');
    }
    data = memory.data();
    // kept, since ND4J computes them on every call
    dataType = type;
    this.length = memory.length();
    bytes = this.length * type.width();
    long[] flat = memory.shapeInfoJava();
    this.type = flat[flat.length - TAIL];
  }

  /** Returns the constructor of CPU arrays that takes the native form of a shape. */
  private static @Nullable MethodHandle cpuArray() {
    try {
      ClassLoader loader = Nd4j.getBackend().getClass().getClassLoader();
      String packageName = "org.nd4j.linalg.cpu.nativecpu.";
      Class<?> array = Class.forName(packageName + "NDArray", true, loader);
      Class<?> longs = Class.forName(packageName + "buffer.LongBuffer", true, loader);
      MethodType constructorType =
          MethodType.methodType(void.class, DataBuffer.class, longs, long[].class);
      MethodType callType =
          MethodType.methodType(INDArray.class, DataBuffer.class, DataBuffer.class, long[].class);
      return MethodHandles.publicLookup().findConstructor(array, constructorType).asType(callType);
    } catch (ReflectiveOperationException otherBackend) {
      return null;
    }
  }

  /** Returns the number of elements that a block for the given number is allocated with. */
  public static long rounded(long length) {
    long required = Math.max(SMALLEST, length);
    long step = Math.max(SMALLEST, Long.highestOneBit(required) / SIZES_PER_DOUBLING);
    return (required + step - 1) / step * step;
  }

  /** Returns the number of elements that fit into the block. */
  public long length() {
    return length;
  }

  public long bytes() {
    return bytes;
  }

  public DataType type() {
    return dataType;
  }

  /** Returns a dense array in C order over the beginning of the memory. */
  public INDArray array(long... shape) {
    return view(0, shape);
  }

  /**
   * Returns another dense array over the same memory.
   *
   * @param slot the index at which the block holds the array's shape, 0 being that of {@link
   *     #array}; the previous array of the slot must not be used any more
   */
  public INDArray view(int slot, long... shape) {
    return array(slot, shape, Nd4j.getStrides(shape, 'c'), 1);
  }

  /** Returns an array like {@link #view} with other strides; a stride of 0 repeats elements. */
  public INDArray strided(int slot, long[] shape, long... strides) {
    return array(slot, shape, strides, Shape.elementWiseStride(shape, strides, false));
  }

  private INDArray array(int slot, long[] shape, long[] strides, long elementWise) {
    int rank = shape.length;
    if (CPU_ARRAY == null || rank == 0) {
      return Nd4j.create(data, shape, strides, 0, 'c');
    }
    long[] info = new long[2 * rank + 1 + TAIL];
    info[0] = rank;
    System.arraycopy(shape, 0, info, 1, rank);
    System.arraycopy(strides, 0, info, 1 + rank, rank);
    info[1 + 2 * rank] = type;
    info[2 + 2 * rank] = Math.max(0, elementWise);
    info[3 + 2 * rank] = 'c';
    DataBuffer nativeInfo = shape(slot, info.length);
    for (int i = 0; i < info.length; i++) {
      nativeInfo.put(i, info[i]);
    }
    try {
      return (INDArray) CPU_ARRAY.invokeExact(data, nativeInfo, info);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** Returns the native memory for the shape of a slot. */
  private DataBuffer shape(int slot, int entries) {
    while (shapes.size() <= slot) {
      shapes.add(Nd4j.createBufferDetached(new long[entries]));
    }
    if (shapes.get(slot).length() != entries) {
      shapes.get(slot).close();
      shapes.set(slot, Nd4j.createBufferDetached(new long[entries]));
    }
    return shapes.get(slot);
  }

  /** Frees the memory at once; its arrays must not be used any more. */
  @Override
  public void close() {
    memory.close();
    shapes.forEach(DataBuffer::close);
  }
}
