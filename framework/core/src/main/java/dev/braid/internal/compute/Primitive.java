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
 * A oneDNN primitive whose arguments are pointed at other memory before each run.
 *
 * <p>It is made, and runs, for one thread: see {@link OpenMp}.
 */
final class Primitive implements AutoCloseable {
  /** About what a primitive takes with its code: a product less, a convolution more. */
  private static final long BYTES = 48L << 10;

  /** Parts of one shape share one; at edges there are others. */
  private static final int MOST_APART = 4;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private static final ThreadLocalScratchpad SCRATCHPAD = new ThreadLocalScratchpad();

  /** A scope takes pointers of all classes. */
  private static final Class<? extends Pointer>[] ANY = null;

  private final primitive code;
  private final IntMemoryMap arguments = kept(new IntMemoryMap());
  private final Map<Integer, memory> memories = new HashMap<>();

  /** How many bytes it works in besides. */
  private final long scratchpad;

  /** A primitive that works without memory of its own. */
  Primitive(primitive code) {
    this(code, 0);
  }

  /** A primitive with as much working memory as it asks for, which is that of its thread. */
  Primitive(primitive code, primitive_desc_base how) {
    this(code, how.scratchpad_desc().get_size());
    if (scratchpad > 0) {
      argument(dnnl.DNNL_ARG_SCRATCHPAD, how.scratchpad_desc());
    }
  }

  private Primitive(primitive code, long scratchpad) {
    this.code = kept(code);
    this.scratchpad = scratchpad;
    OPEN.incrementAndGet();
  }

  /**
   * Makes primitives for one thread.
   *
   * <p>Descriptions and whatever else is made on the way are freed at its end.
   */
  static <T> T making(Supplier<T> maker) {
    try (PointerScope ignored = new PointerScope(ANY)) {
      return OpenMp.inOneThread(maker);
    }
  }

  /** About how many bytes the primitives of a number of parts take. */
  static long bytes(int parts) {
    return BYTES * Math.min(parts, MOST_APART);
  }

  /** A pointer that outlives the scope of {@link #making}. */
  private static <P extends Pointer> P kept(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /** Adds an argument, whose memory is given before each run. */
  Primitive argument(int name, memory.desc shape) {
    memory place = kept(new memory(shape, OneDnn.engine(), new Pointer()));
    arguments.put(name, place);
    memories.put(name, place);
    return this;
  }

  Primitive at(int name, Pointer place) {
    memories.get(name).set_data_handle(place);
    return this;
  }

  /** Points an argument at an array from an offset on. */
  Primitive at(int name, FloatPointer array, long from) {
    return at(name, from == 0 ? array : array.getPointer(from));
  }

  /** Runs the primitive, of which the caller is the only user from the first {@link #at} on. */
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

  /** How many primitives are not closed. */
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
