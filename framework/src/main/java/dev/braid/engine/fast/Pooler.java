package dev.braid.engine.fast;

import dev.braid.engine.threads.OpenMp;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** A pooling of one shape by oneDNN; averages don't count what was padded. */
public final class Pooler {
  /** To look at a number takes as long as so many multiplications. */
  private static final long LOOKING = 4;

  private static final Recent<Shape, Pooler> MADE = new Recent<>(128);

  private final Primitive forward;
  private final Primitive backward;
  private final boolean max;
  private final long floatsOfPlaces;

  private record Shape(Sliding window, boolean max) {}

  public static Pooler of(Sliding window, boolean max) {
    long looks = window.work() / window.filters();
    return MADE.get(
        new Shape(window, max), missing -> OpenMp.make(looks * LOOKING, () -> new Pooler(missing)));
  }

  private Pooler(Shape shape) {
    max = shape.max;
    Sliding w = shape.window;
    int algorithm = max ? dnnl.dnnl_pooling_max : dnnl.dnnl_pooling_avg_exclude_padding;
    memory.desc source = Convolver.picture(w.input());
    memory.desc result = Convolver.picture(w.output());
    long[] strides = Sliding.numbers(w.strides());
    long[] size = Sliding.numbers(w.size());
    long[] before = Sliding.numbers(w.before());
    long[] after = Sliding.numbers(w.after());
    pooling_forward.primitive_desc how =
        new pooling_forward.primitive_desc(
            new pooling_forward.desc(
                dnnl.dnnl_forward_training,
                algorithm,
                source,
                result,
                strides,
                size,
                before,
                after),
            OneDnn.attributes(),
            OneDnn.engine());
    forward =
        new Primitive(new pooling_forward(how), how)
            .argument(dnnl.DNNL_ARG_SRC, source)
            .argument(dnnl.DNNL_ARG_DST, result);
    pooling_backward.primitive_desc back =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(algorithm, source, result, strides, size, before, after),
            OneDnn.attributes(),
            OneDnn.engine(),
            how);
    backward =
        new Primitive(new pooling_backward(back), back)
            .argument(dnnl.DNNL_ARG_DIFF_DST, result)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, source);
    floatsOfPlaces = max ? (how.workspace_desc().get_size() + 3) / 4 : 0;
    if (max) {
      forward.argument(dnnl.DNNL_ARG_WORKSPACE, how.workspace_desc());
      backward.argument(dnnl.DNNL_ARG_WORKSPACE, how.workspace_desc());
    }
  }

  /**
   * Writes the result and gives what {@link #backward} wants to know: which elements were largest.
   */
  public synchronized Floats forward(Floats x, Floats out) {
    forward.at(dnnl.DNNL_ARG_SRC, x).at(dnnl.DNNL_ARG_DST, out);
    Floats places = null;
    if (max) {
      places = StepMemory.take(floatsOfPlaces);
      forward.at(dnnl.DNNL_ARG_WORKSPACE, places);
    }
    forward.run();
    return places;
  }

  /** Writes the slope by the input. */
  public synchronized void backward(Floats slope, Floats places, Floats back) {
    backward.at(dnnl.DNNL_ARG_DIFF_DST, slope).at(dnnl.DNNL_ARG_DIFF_SRC, back);
    if (max) {
      backward.at(dnnl.DNNL_ARG_WORKSPACE, places);
    }
    backward.run();
  }
}
