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
 * Native memory that arrays of changing shapes lie in, one after the other.
 *
 * <p><b>Idea.</b> To allocate an ND4J array takes as long as a small layer. Besides, ND4J keeps a
 * few hundred bytes for every shape that it has ever seen, and these lie between the arrays, so
 * that the memory of freed ones is fragmented. A block is allocated once. Arrays over it are
 * objects on the heap alone, for the block also holds the native form of their shapes.
 *
 * <p><b>Sizes.</b> Lengths are rounded up to one of {@link #SIZES} steps between two powers of two,
 * so that blocks fit other shapes too and at most an eighth of one is unused: size classes, as in
 * jemalloc.
 *
 * <p><b>How.</b> ND4J's public ways to make an array ask its cache of shapes, which is where the
 * time and the leak are. The CPU backend has a constructor that takes the native form of a shape
 * instead: rank, sizes, strides, then type, element-wise stride and order. It is found once by
 * reflection; where there is none (another backend) arrays are made the public way.
 *
 * <p><b>Validity.</b> A block has a place for each shape that is in use at once. To make an array
 * for a place rewrites the shape of the array before, which must not be used any more, and neither
 * must any array after {@link #close}. A block is used by one thread at a time.
 */
public final class MemoryBlock implements AutoCloseable {
  /** The number of sizes between a power of two and the next one. */
  private static final int SIZES = 8;

  private static final int SMALLEST = 16;

  /** The numbers behind shape and strides in the native form: type, element-wise stride, order. */
  private static final int TAIL = 3;

  private static final @Nullable MethodHandle CPU_ARRAY = cpuArray();

  private final INDArray memory;
  private final DataBuffer data;
  private final DataType dataType;
  private final long length;
  private final long bytes;
  private final long type;
  private final List<DataBuffer> shapes = new ArrayList<>(2);

  /** A block with room for at least the given number of elements. */
  public MemoryBlock(DataType type, long length) {
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      memory = Nd4j.createUninitialized(type, new long[] {rounded(length)}, 'c');
    }
    data = memory.data();
    // kept, for ND4J computes them each time
    dataType = type;
    this.length = memory.length();
    bytes = this.length * type.width();
    long[] flat = memory.shapeInfoJava();
    this.type = flat[flat.length - TAIL];
  }

  /** The constructor of the CPU's arrays that takes a shape's native form instead of making one. */
  private static @Nullable MethodHandle cpuArray() {
    try {
      ClassLoader loader = Nd4j.getBackend().getClass().getClassLoader();
      String home = "org.nd4j.linalg.cpu.nativecpu.";
      Class<?> array = Class.forName(home + "NDArray", true, loader);
      Class<?> longs = Class.forName(home + "buffer.LongBuffer", true, loader);
      MethodType made = MethodType.methodType(void.class, DataBuffer.class, longs, long[].class);
      MethodType called =
          MethodType.methodType(INDArray.class, DataBuffer.class, DataBuffer.class, long[].class);
      return MethodHandles.publicLookup().findConstructor(array, made).asType(called);
    } catch (ReflectiveOperationException otherBackend) {
      return null;
    }
  }

  /** The number of elements of a block that has room for the given number. */
  public static long rounded(long length) {
    long least = Math.max(SMALLEST, length);
    long step = Math.max(SMALLEST, Long.highestOneBit(least) / SIZES);
    return (least + step - 1) / step * step;
  }

  /** The number of elements that there is room for. */
  public long length() {
    return length;
  }

  public long bytes() {
    return bytes;
  }

  public DataType type() {
    return dataType;
  }

  /** A dense array in C order over the beginning of the memory. */
  public INDArray array(long... shape) {
    return view(0, shape);
  }

  /**
   * Another dense array over the same memory.
   *
   * @param place where the block holds its shape, 0 being the place of {@link #array}; the array
   *     that was made for the place before must not be used any more
   */
  public INDArray view(int place, long... shape) {
    return array(place, shape, Nd4j.getStrides(shape, 'c'), 1);
  }

  /** The same with other strides; those of 0 repeat elements. */
  public INDArray strided(int place, long[] shape, long... strides) {
    return array(place, shape, strides, Shape.elementWiseStride(shape, strides, false));
  }

  private INDArray array(int place, long[] shape, long[] strides, long elementWise) {
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
    DataBuffer nativeInfo = shape(place, info.length);
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

  /** The native memory for the shape of a place. */
  private DataBuffer shape(int place, int numbers) {
    while (shapes.size() <= place) {
      shapes.add(Nd4j.createBufferDetached(new long[numbers]));
    }
    if (shapes.get(place).length() != numbers) {
      shapes.get(place).close();
      shapes.set(place, Nd4j.createBufferDetached(new long[numbers]));
    }
    return shapes.get(place);
  }

  /** Frees the memory at once; its arrays must not be used any more. */
  @Override
  public void close() {
    memory.close();
    shapes.forEach(DataBuffer::close);
  }
}
