package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.OpenMp;
import dev.braid.internal.threads.Workers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * A oneDNN primitive whose arguments are set to other memory before each run.
 *
 * <p>It is created for one thread and runs in one: see {@link OpenMp}.
 */
final class Primitive implements AutoCloseable {
  /**
   * The approximate size of a primitive and its code: products are smaller, convolutions larger.
   */
  private static final long BYTES = 48L << 10;

  /** The number of different primitives: equal pieces share one, pieces at the edges differ. */
  private static final int DISTINCT_PARTS = 4;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private static final ThreadLocalScratchpad SCRATCHPAD = new ThreadLocalScratchpad();

  /** The classes that a scope collects: null means all. */
  private static final Class<? extends Pointer>[] ALL_CLASSES = null;

  private final primitive code;
  private final IntMemoryMap arguments = retained(new IntMemoryMap());
  private final Map<Integer, memory> memories = new HashMap<>();

  /** The number of bytes of additional working memory. */
  private final long scratchpad;

  /** Creates a primitive without working memory. */
  Primitive(primitive code) {
    this(code, 0);
  }

  /** Creates a primitive with the working memory that it requires, which its thread provides. */
  Primitive(primitive code, primitive_desc_base descriptor) {
    this(code, descriptor.scratchpad_desc().get_size());
    if (scratchpad > 0) {
      argument(dnnl.DNNL_ARG_SCRATCHPAD, descriptor.scratchpad_desc());
    }
  }

  private Primitive(primitive code, long scratchpad) {
    this.code = retained(code);
    this.scratchpad = scratchpad;
    OPEN.incrementAndGet();
  }

  /**
   * Creates primitives for one thread.
   *
   * <p>Descriptors and other temporary objects of the supplier are freed at its end.
   */
  static <T> T create(Supplier<T> factory) {
    try (PointerScope ignored = new PointerScope(ALL_CLASSES)) {
      return OpenMp.inOneThread(factory);
    }
  }

  /** Returns the approximate size in bytes of the primitives of a number of pieces. */
  static long bytes(int parts) {
    return BYTES * Math.min(parts, DISTINCT_PARTS);
  }

  /** Keeps a pointer alive beyond the scope of {@link #create}. */
  private static <P extends Pointer> P retained(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /** Adds an argument, whose memory is set before each run. */
  Primitive argument(int name, memory.desc shape) {
    memory argument = retained(new memory(shape, OneDnn.engine(), new Pointer()));
    arguments.put(name, argument);
    memories.put(name, argument);
    return this;
  }

  Primitive at(int name, Pointer address) {
    memories.get(name).set_data_handle(address);
    return this;
  }

  /** Sets an argument to the elements of an array from an offset on. */
  Primitive at(int name, FloatPointer array, long from) {
    return at(name, from == 0 ? array : array.getPointer(from));
  }

  /** Runs the primitive; the caller must be its only user from the first {@link #at} on. */
  void run() {
    if (!OpenMp.canLimitThreads()) {
      Workers.yieldCores();
    }
    OpenMp.runInOneThread(this::execute);
  }

  private void execute() {
    if (scratchpad > 0) {
      at(dnnl.DNNL_ARG_SCRATCHPAD, SCRATCHPAD.get(scratchpad));
    }
    code.execute(OneDnn.stream(), arguments);
  }

  /** Returns the number of primitives that are not closed. */
  static int open() {
    return OPEN.get();
  }

  @Override
  public void close() {
    OPEN.decrementAndGet();
    code.deallocate();
    arguments.deallocate();
    memories.values().forEach(Pointer::deallocate);
  }
}
