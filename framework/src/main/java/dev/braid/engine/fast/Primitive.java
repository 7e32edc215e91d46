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

  /** A primitive that works without memory of its own. */
  Primitive(primitive code) {
    this.code = code;
  }

  /** A primitive with as much working memory as it asks for. */
  Primitive(primitive code, primitive_desc_base how) {
    this(code);
    argument(dnnl.DNNL_ARG_SCRATCHPAD, new memory(how.scratchpad_desc(), OneDnn.engine()));
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
    code.execute(OneDnn.stream(), arguments);
  }
}
