package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.memory.MemoryBlock;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/** Native memory of each thread, whose content is valid until the thread's next request. */
final class ThreadLocalScratchpad {
  private final ThreadLocal<Scratchpad> scratchpads = ThreadLocal.withInitial(Scratchpad::new);

  private static final class Scratchpad {
    private memory holder;
    private Pointer address;
    private long bytes;

    void grow(long size) {
      if (holder != null) {
        holder.deallocate();
      }
      bytes = size;
      memory.desc shape =
          new memory.desc(new long[] {bytes}, memory.data_type.u8, memory.format_tag.a);
      holder = new memory(shape, OneDnn.engine()).retainReference();
      address = holder.get_data_handle();
    }
  }

  /**
   * Returns this thread's memory of at least the given size, which invalidates the memory of
   * earlier calls.
   */
  Pointer get(long bytes) {
    Scratchpad scratchpad = scratchpads.get();
    if (scratchpad.bytes < bytes) {
      // rounded, so that slowly growing shapes don't reallocate at each call
      Primitive.create(
          () -> {
            scratchpad.grow(MemoryBlock.rounded(bytes));
            return scratchpad;
          });
    }
    return scratchpad.address;
  }
}
