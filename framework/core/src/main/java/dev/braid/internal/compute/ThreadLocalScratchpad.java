package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.memory.MemoryBlock;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/** Native memory of each thread, whose content lasts until the thread asks again. */
final class ThreadLocalScratchpad {
  private final ThreadLocal<Scratchpad> scratchpads = ThreadLocal.withInitial(Scratchpad::new);

  private static final class Scratchpad {
    private memory holder;
    private Pointer place;
    private long bytes;

    void grow(long wanted) {
      if (holder != null) {
        holder.deallocate();
      }
      bytes = wanted;
      memory.desc shape =
          new memory.desc(new long[] {bytes}, memory.data_type.u8, memory.format_tag.a);
      holder = new memory(shape, OneDnn.engine()).retainReference();
      place = holder.get_data_handle();
    }
  }

  /**
   * This thread's memory of at least the given size; what an earlier call returned is not valid any
   * more.
   */
  Pointer get(long bytes) {
    Scratchpad scratchpad = scratchpads.get();
    if (scratchpad.bytes < bytes) {
      // rounded, so that slowly growing shapes don't ask again and again
      Primitive.making(
          () -> {
            scratchpad.grow(MemoryBlock.rounded(bytes));
            return scratchpad;
          });
    }
    return scratchpad.place;
  }
}
