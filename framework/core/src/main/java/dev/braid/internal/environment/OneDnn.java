package dev.braid.internal.environment;

import dev.braid.internal.threads.Workers;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access to oneDNN; its native library does not exist for every platform. */
public final class OneDnn {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
  private static final boolean AVAILABLE = load();

  /**
   * The capacity of oneDNN's own cache, which counts primitives, not bytes, and keeps those that
   * Braid has released. A few entries let equal pieces of a layer share a primitive.
   */
  private static final int CACHE_CAPACITY = 16;

  private OneDnn() {}

  public static boolean available() {
    return AVAILABLE;
  }

  private static boolean load() {
    try {
      Holder.ENGINE.get_kind();
      if (System.getenv("DNNL_PRIMITIVE_CACHE_CAPACITY") == null) {
        dnnl.set_primitive_cache_capacity(CACHE_CAPACITY);
      }
      // starts the workers here, since that takes time and this may run beside other loading
      LOG.debug("{} threads share products and loops", Workers.COUNT);
      return true;
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("oneDNN is missing; ND4J's own operations run instead", absent);
      return false;
    }
  }

  /**
   * Returns whether the CPU, or the limit that oneDNN was configured with, has no more than AVX2.
   */
  public static boolean isLimitedToAvx2() {
    int level = dnnl.dnnl_get_effective_cpu_isa();
    return level == dnnl.dnnl_cpu_isa_avx2 || level == dnnl.dnnl_cpu_isa_avx2_vnni;
  }

  public static engine engine() {
    return Holder.ENGINE;
  }

  public static stream stream() {
    return Holder.STREAM;
  }

  /** A separate class, so that a failure to link it is caught in {@link #load}. */
  private static final class Holder {
    // retained, since the program may have opened a scope that frees what is created in it
    static final engine ENGINE = new engine(engine.kind.cpu, 0).retainReference();
    static final stream STREAM = new stream(ENGINE).retainReference();
  }

  /** Returns the attributes of a primitive that only uses its own scratchpad. */
  public static primitive_attr attributes() {
    return attributes(false, false);
  }

  /**
   * Returns the attributes of a primitive.
   *
   * <p>The scratchpad is passed at each run. Otherwise oneDNN would use one of the thread that
   * created the primitive, while another thread may run it.
   *
   * @param add whether the result is added to the destination
   * @param relu whether a relu is applied to the result
   */
  public static primitive_attr attributes(boolean add, boolean relu) {
    primitive_attr attributes = new primitive_attr();
    post_ops after = new post_ops();
    if (add) {
      after.append_sum(1f, memory.data_type.f32);
    }
    if (relu) {
      after.append_eltwise(1f, dnnl.dnnl_eltwise_relu, 0f, 0f);
    }
    attributes.set_post_ops(after);
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }
}
