package dev.braid.engine.fast;

import dev.braid.engine.memory.Block;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/** Native memory that belongs to each thread, for what is done with before the next use begins. */
final class WorkingMemory {
  private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(Room::new);

  private static final class Room {
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
   * This thread's memory, of at least so many bytes; what was given before is not valid any more.
   */
  Pointer get(long bytes) {
    Room room = rooms.get();
    if (room.bytes < bytes) {
      // rounded, so that slowly growing shapes don't ask again and again
      Primitive.making(
          () -> {
            room.grow(Block.rounded(bytes));
            return room;
          });
    }
    return room.place;
  }
}
