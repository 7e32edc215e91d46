package dev.braid.engine.fast;

import dev.braid.engine.threads.OpenMp;
import dev.braid.engine.threads.Workers;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A oneDNN primitive whose arguments are pointed at other memory before each run.
 *
 * <p>It is made, and runs, for one thread: see {@link OpenMp}.
 */
final class Primitive {
  private final primitive code;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final Map<Integer, memory> memories = new HashMap<>();

  /** How many bytes it works in besides. */
  private final long scratch;

  /** A primitive that works without memory of its own. */
  Primitive(primitive code) {
    this.code = code;
    scratch = 0;
  }

  /** A primitive with as much working memory as it asks for, which is that of its thread. */
  Primitive(primitive code, primitive_desc_base how) {
    this.code = code;
    memory.desc room = how.scratchpad_desc();
    scratch = room.get_size();
    if (scratch > 0) {
      argument(dnnl.DNNL_ARG_SCRATCHPAD, room);
    }
  }

  /** An argument whose place is given at each run. */
  Primitive argument(int name, memory.desc shape) {
    return argument(name, new memory(shape, OneDnn.engine(), new Pointer()));
  }

  /** An argument that has memory of its own, perhaps shared with other primitives. */
  Primitive argument(int name, memory place) {
    arguments.put(name, place);
    memories.put(name, place);
    return this;
  }

  Primitive at(int name, Pointer place) {
    memories.get(name).set_data_handle(place);
    return this;
  }

  /** The same from so many numbers after the array's beginning on. */
  Primitive at(int name, FloatPointer array, long from) {
    return at(name, from == 0 ? array : array.getPointer(from));
  }

  /** Callers hold the lock of whatever owns this primitive from the first {@link #at} on. */
  void run() {
    if (!OpenMp.canBeSingle()) {
      Workers.rest();
    }
    OpenMp.singly(this::execute);
  }

  private void execute() {
    if (scratch > 0) {
      at(dnnl.DNNL_ARG_SCRATCHPAD, OneDnn.scratch(scratch));
    }
    code.execute(OneDnn.stream(), arguments);
  }
}
