package dev.braid.internal.data.feeds;

import dev.braid.internal.environment.Environment;
import dev.braid.internal.memory.MemoryBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory that batches are written to, each overwriting the previous one: new memory costs the
 * system more than the copy, and creating arrays takes longer than predicting with a small model.
 */
public final class BatchBuffers {
  /** The number of elements up to which unused memory is kept. */
  private static final long MAX_IDLE_ELEMENTS = 1 << 18;

  private static final Queue<BatchBuffers> IDLE = new ArrayBlockingQueue<>(8);

  private final List<Buffer> buffers = new ArrayList<>();
  private final boolean reused;
  private int next;

  private BatchBuffers(boolean reused) {
    this.reused = reused;
  }

  /** Returns buffers without reuse: every batch is new and stays valid. */
  static BatchBuffers none() {
    return new BatchBuffers(false);
  }

  /**
   * Returns buffers that no other batch uses until they are released; without reuse if the backend
   * does not notice that memory is written.
   */
  public static BatchBuffers acquire() {
    BatchBuffers idle = Environment.cpu() ? IDLE.poll() : null;
    return idle == null ? new BatchBuffers(Environment.cpu()) : idle;
  }

  /** Makes the memory available to other batches; its arrays must not be used any more. */
  public void release() {
    long elements = 0;
    for (Buffer buffer : buffers) {
      elements += buffer.block.length();
    }
    if (!reused || elements > MAX_IDLE_ELEMENTS || !IDLE.offer(this)) {
      buffers.forEach(buffer -> buffer.block.close());
      buffers.clear();
    }
  }

  /** Begins a batch. */
  BatchBuffers begin() {
    next = 0;
    return this;
  }

  /** Returns the batch's next array; its elements are undefined. */
  INDArray array(DataType type, long... shape) {
    if (!reused) {
      return Nd4j.createUninitialized(type, shape, 'c');
    }
    int index = next++;
    if (index == buffers.size()) {
      buffers.add(new Buffer(type, shape));
    } else if (!buffers.get(index).fits(type, shape)) {
      buffers.get(index).block.close();
      buffers.set(index, new Buffer(type, shape));
    }
    return buffers.get(index).array(shape);
  }

  /** The memory of one array of each batch; batches may differ in size. */
  private static final class Buffer {
    private final MemoryBlock block;
    private INDArray largest;
    private INDArray smaller;

    Buffer(DataType type, long... shape) {
      block = new MemoryBlock(type, length(shape));
      largest = block.array(shape);
    }

    boolean fits(DataType type, long... shape) {
      return block.type() == type && block.length() >= length(shape);
    }

    /** Returns an array; a smaller last batch does not replace the array of full batches. */
    INDArray array(long... shape) {
      if (Arrays.equals(largest.shape(), shape)) {
        return largest;
      }
      if (length(shape) >= largest.length()) {
        largest = block.array(shape);
        return largest;
      }
      if (smaller == null || !Arrays.equals(smaller.shape(), shape)) {
        smaller = block.view(1, shape);
      }
      return smaller;
    }

    private static long length(long... shape) {
      long length = 1;
      for (long size : shape) {
        length *= size;
      }
      return length;
    }
  }
}
