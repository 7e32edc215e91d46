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

/** oneDNN, where its native library is on the class path: it does not exist for every platform. */
public final class OneDnn {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
  private static final boolean AVAILABLE = load();

  /**
   * oneDNN's own cache counts primitives, not bytes, and frees none that Braid is done with. A few
   * let parts of one shape share one.
   */
  private static final int CACHED = 16;

  private OneDnn() {}

  public static boolean available() {
    return AVAILABLE;
  }

  private static boolean load() {
    try {
      Holder.ENGINE.get_kind();
      if (System.getenv("DNNL_PRIMITIVE_CACHE_CAPACITY") == null) {
        dnnl.set_primitive_cache_capacity(CACHED);
      }
      // started here, since it takes a while and this may run beside other loading
      LOG.debug("{} threads share products and loops", Workers.COUNT);
      return true;
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("oneDNN is missing; ND4J's own operations run instead", absent);
      return false;
    }
  }

  /** Whether the CPU, or what oneDNN was told of it, has AVX2 and nothing that goes beyond. */
  public static boolean endsWithAvx2() {
    int level = dnnl.dnnl_get_effective_cpu_isa();
    return level == dnnl.dnnl_cpu_isa_avx2 || level == dnnl.dnnl_cpu_isa_avx2_vnni;
  }

  public static engine engine() {
    return Holder.ENGINE;
  }

  public static stream stream() {
    return Holder.STREAM;
  }

  /** Apart, so that a class that fails to load fails inside {@link #load}. */
  private static final class Holder {
    // retained, for a program may have opened a scope that frees what is made in it
    static final engine ENGINE = new engine(engine.kind.cpu, 0).retainReference();
    static final stream STREAM = new stream(ENGINE).retainReference();
  }

  /** The options of a primitive that only brings memory of its own. */
  public static primitive_attr attributes() {
    return attributes(false, false);
  }

  /**
   * Options of a primitive: what is done to its result before it is written.
   *
   * <p>Its working memory is given at each run. Else oneDNN takes some that belongs to the thread
   * which made the primitive, and another thread may run it.
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
