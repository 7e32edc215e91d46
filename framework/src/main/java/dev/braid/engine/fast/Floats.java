package dev.braid.engine.fast;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of a dense float array in C order, seen as what natives and loops read and write. */
public final class Floats extends FloatPointer {
  private static final boolean CPU =
      Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");

  private final transient INDArray array;
  private transient FloatBuffer buffer;

  private Floats(INDArray array) {
    super((Pointer) null);
    // keeps the memory from being freed while this is in use
    this.array = array;
    this.address = array.data().addressPointer().address();
    this.limit = array.length();
    this.capacity = array.length();
  }

  /** True where arrays of this type are memory that this process can read. */
  public static boolean reach(DataType type) {
    return CPU && type == DataType.FLOAT;
  }

  /** The memory of an array, which must be dense floats in C order. */
  public static Floats of(INDArray array) {
    return new Floats(array);
  }

  public INDArray array() {
    return array;
  }

  public int length() {
    return Math.toIntExact(limit);
  }

  /** The same memory as a buffer; bulk copies between it and arrays on the heap are fast. */
  public FloatBuffer buffer() {
    if (buffer == null) {
      buffer = asByteBuffer().asFloatBuffer();
    }
    return buffer;
  }

  /** A copy on the heap. */
  public float[] toHeap() {
    float[] copy = new float[length()];
    buffer().get(0, copy);
    return copy;
  }

  /** A copy of any array's numbers in C order, as floats. */
  public static float[] copy(INDArray any) {
    INDArray dense = any.dup('c');
    return reach(dense.dataType()) && !dense.isEmpty()
        ? of(dense).toHeap()
        : dense.data().asFloat();
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
