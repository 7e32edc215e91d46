package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** A pooling of one shape by oneDNN; averages don't include padding. */
public final class OneDnnPooling {
  private static final PrimitiveCache<Shape, Primitives> CACHE =
      new PrimitiveCache<>(Primitives::new);

  private final Shape shape;

  private record Shape(WindowGeometry window, boolean max) {}

  /**
   * A range of the samples.
   *
   * @param input the offset of its first element in the input
   * @param output the offset of its first element in the result
   * @param maxima the length in floats of the array with the indices of the largest elements
   */
  private record Part(
      Primitive forward, Primitive backward, int index, long input, long output, long maxima) {}

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
      long reads = all.work() / all.filters();
      int count = Math.min(all.samples(), ParallelParts.count(reads * GrainSize.POOLED_ELEMENT));
      parts =
          ParallelParts.of(
              count,
              i -> {
                int from = ParallelParts.bound(all.samples(), i, count);
                WindowGeometry window =
                    all.samples(ParallelParts.bound(all.samples(), i + 1, count) - from);
                return part(
                    window, shape.max, i, from * all.inputLength(), from * all.outputLength());
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

  private static Part part(WindowGeometry w, boolean max, int index, long input, long output) {
    int algorithm = max ? dnnl.dnnl_pooling_max : dnnl.dnnl_pooling_avg_exclude_padding;
    memory.desc source = ConvolutionPrimitives.image(w.input());
    memory.desc result = ConvolutionPrimitives.image(w.output());
    long[] strides = WindowGeometry.toLongs(w.strides());
    long[] size = WindowGeometry.toLongs(w.size());
    long[] before = WindowGeometry.toLongs(w.before());
    long[] after = WindowGeometry.toLongs(w.after());
    pooling_forward.primitive_desc descriptor =
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
        new Primitive(new pooling_forward(descriptor), descriptor)
            .argument(dnnl.DNNL_ARG_SRC, source)
            .argument(dnnl.DNNL_ARG_DST, result);
    pooling_backward.primitive_desc backwardDescriptor =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(algorithm, source, result, strides, size, before, after),
            OneDnn.attributes(),
            OneDnn.engine(),
            descriptor);
    Primitive backward =
        new Primitive(new pooling_backward(backwardDescriptor), backwardDescriptor)
            .argument(dnnl.DNNL_ARG_DIFF_DST, result)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, source);
    if (max) {
      forward.argument(dnnl.DNNL_ARG_WORKSPACE, descriptor.workspace_desc());
      backward.argument(dnnl.DNNL_ARG_WORKSPACE, descriptor.workspace_desc());
    }
    long maxima = max ? (descriptor.workspace_desc().get_size() + 3) / 4 : 0;
    return new Part(forward, backward, index, input, output, maxima);
  }

  /**
   * Writes the result and returns the state for {@link #backward}: the indices of the largest
   * elements of each piece.
   */
  public List<Floats> forward(Floats x, Floats out) {
    List<Floats> maxima = new ArrayList<>();
    CACHE.use(
        shape,
        primitives -> {
          for (int i = 0; shape.max && i < primitives.parts.count(); i++) {
            maxima.add(BufferPool.take(primitives.parts.get(i).maxima));
          }
          primitives.parts.run(
              part ->
                  run(
                      part.forward
                          .at(dnnl.DNNL_ARG_SRC, x, part.input)
                          .at(dnnl.DNNL_ARG_DST, out, part.output),
                      part,
                      maxima));
        });
    return maxima;
  }

  /** Writes the gradient with respect to the input. */
  public void backward(Floats gradient, List<Floats> maxima, Floats inputGradient) {
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    run(
                        part.backward
                            .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.output)
                            .at(dnnl.DNNL_ARG_DIFF_SRC, inputGradient, part.input),
                        part,
                        maxima)));
  }

  private void run(Primitive code, Part part, List<Floats> maxima) {
    if (shape.max) {
      code.at(dnnl.DNNL_ARG_WORKSPACE, maxima.get(part.index));
    }
    code.run();
  }
}
