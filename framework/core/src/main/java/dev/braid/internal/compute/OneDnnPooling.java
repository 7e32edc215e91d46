package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** A pooling of one shape by oneDNN; averages don't count what was padded. */
public final class OneDnnPooling {
  private static final PrimitiveCache<Shape, Primitives> CACHE =
      new PrimitiveCache<>(Primitives::new);

  private final Shape shape;

  private record Shape(WindowGeometry window, boolean max) {}

  /**
   * Some of the samples.
   *
   * @param input where they begin in the input
   * @param output where they begin in the result
   * @param places the length of the array that tells which elements were largest, in floats
   */
  private record Part(
      Primitive forward, Primitive backward, int number, long input, long output, long places) {}

  public static OneDnnPooling of(WindowGeometry window, boolean max) {
    return new OneDnnPooling(new Shape(window, max));
  }

  private OneDnnPooling(Shape shape) {
    this.shape = shape;
  }

  private static final class Primitives implements PrimitiveCache.CachedPrimitives {
    private final ParallelParts<Part> parts;

    Primitives(Shape shape) {
      WindowGeometry all = shape.window;
      long looks = all.work() / all.filters();
      int count = Math.min(all.samples(), ParallelParts.count(looks * GrainSize.POOLED_ELEMENT));
      parts =
          ParallelParts.of(
              count,
              i -> {
                int from = ParallelParts.bound(all.samples(), i, count);
                WindowGeometry some =
                    all.samples(ParallelParts.bound(all.samples(), i + 1, count) - from);
                return part(
                    some, shape.max, i, from * all.inputLength(), from * all.outputLength());
              });
    }

    @Override
    public long bytes() {
      return 2 * Primitive.bytes(parts.count());
    }

    @Override
    public void close() {
      parts.close(
          part -> {
            part.forward.close();
            part.backward.close();
          });
    }
  }

  private static Part part(WindowGeometry w, boolean max, int number, long input, long output) {
    int algorithm = max ? dnnl.dnnl_pooling_max : dnnl.dnnl_pooling_avg_exclude_padding;
    memory.desc source = ConvolutionPrimitives.image(w.input());
    memory.desc result = ConvolutionPrimitives.image(w.output());
    long[] strides = WindowGeometry.toLongs(w.strides());
    long[] size = WindowGeometry.toLongs(w.size());
    long[] before = WindowGeometry.toLongs(w.before());
    long[] after = WindowGeometry.toLongs(w.after());
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
    Primitive forward =
        new Primitive(new pooling_forward(how), how)
            .argument(dnnl.DNNL_ARG_SRC, source)
            .argument(dnnl.DNNL_ARG_DST, result);
    pooling_backward.primitive_desc back =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(algorithm, source, result, strides, size, before, after),
            OneDnn.attributes(),
            OneDnn.engine(),
            how);
    Primitive backward =
        new Primitive(new pooling_backward(back), back)
            .argument(dnnl.DNNL_ARG_DIFF_DST, result)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, source);
    if (max) {
      forward.argument(dnnl.DNNL_ARG_WORKSPACE, how.workspace_desc());
      backward.argument(dnnl.DNNL_ARG_WORKSPACE, how.workspace_desc());
    }
    long places = max ? (how.workspace_desc().get_size() + 3) / 4 : 0;
    return new Part(forward, backward, number, input, output, places);
  }

  /**
   * Writes the result and returns what {@link #backward} requires: which elements of each part were
   * largest.
   */
  public List<Floats> forward(Floats x, Floats out) {
    List<Floats> places = new ArrayList<>();
    CACHE.use(
        shape,
        primitives -> {
          for (int i = 0; shape.max && i < primitives.parts.count(); i++) {
            places.add(BufferPool.take(primitives.parts.get(i).places));
          }
          primitives.parts.run(
              part ->
                  run(
                      part.forward
                          .at(dnnl.DNNL_ARG_SRC, x, part.input)
                          .at(dnnl.DNNL_ARG_DST, out, part.output),
                      part,
                      places));
        });
    return places;
  }

  /** Writes the gradient with respect to the input. */
  public void backward(Floats gradient, List<Floats> places, Floats back) {
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    run(
                        part.backward
                            .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.output)
                            .at(dnnl.DNNL_ARG_DIFF_SRC, back, part.input),
                        part,
                        places)));
  }

  private void run(Primitive code, Part part, List<Floats> places) {
    if (shape.max) {
      code.at(dnnl.DNNL_ARG_WORKSPACE, places.get(part.number));
    }
    code.run();
  }
}
