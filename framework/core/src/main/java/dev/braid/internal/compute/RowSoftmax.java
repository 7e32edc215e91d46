package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;

/** Softmax along the last axis: oneDNN's for many elements, a loop for few and without oneDNN. */
public final class RowSoftmax implements PrimitiveCache.CachedPrimitives {
  /** The number of elements below which a loop is faster than a primitive in several threads. */
  private static final int SMALL = 4096;

  private static final PrimitiveCache<Shape, RowSoftmax> CACHE =
      new PrimitiveCache<>(RowSoftmax::new);

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(2);

  private final ParallelParts<Part> parts;

  private record Shape(int rows, int width) {}

  /** A range of the rows, and the offset of its first element. */
  private record Part(Primitive forward, Primitive backward, long from) {}

  private RowSoftmax(Shape shape) {
    int count =
        Math.min(
            shape.rows,
            ParallelParts.count((long) shape.rows * shape.width * GrainSize.EXPONENTIAL));
    parts =
        ParallelParts.of(
            count,
            i -> {
              int from = ParallelParts.bound(shape.rows, i, count);
              int to = ParallelParts.bound(shape.rows, i + 1, count);
              return part(to - from, shape.width, (long) from * shape.width);
            });
  }

  private static Part part(int count, int width, long from) {
    memory.desc rows =
        new memory.desc(new long[] {count, width}, memory.data_type.f32, memory.format_tag.ab);
    softmax_forward.primitive_desc descriptor =
        new softmax_forward.primitive_desc(
            new softmax_forward.desc(dnnl.dnnl_forward_training, rows, 1),
            OneDnn.attributes(),
            OneDnn.engine());
    softmax_backward.primitive_desc backwardDescriptor =
        new softmax_backward.primitive_desc(
            new softmax_backward.desc(rows, rows, 1),
            OneDnn.attributes(),
            OneDnn.engine(),
            descriptor);
    return new Part(
        new Primitive(new softmax_forward(descriptor), descriptor)
            .argument(dnnl.DNNL_ARG_SRC, rows)
            .argument(dnnl.DNNL_ARG_DST, rows),
        new Primitive(new softmax_backward(backwardDescriptor), backwardDescriptor)
            .argument(dnnl.DNNL_ARG_DST, rows)
            .argument(dnnl.DNNL_ARG_DIFF_DST, rows)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, rows),
        from);
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

  private static Shape shape(Floats array, int width) {
    return new Shape(array.length() / width, width);
  }

  private static boolean isSmall(Floats array) {
    return array.length() < SMALL || !OneDnn.available();
  }

  private static int width(Floats array) {
    return Math.toIntExact(array.array().size(-1));
  }

  /** Replaces each row by its softmax. */
  public static void run(Floats array) {
    int width = width(array);
    if (!isSmall(array)) {
      CACHE.use(
          shape(array, width),
          primitives ->
              primitives.parts.run(
                  part ->
                      part.forward
                          .at(dnnl.DNNL_ARG_SRC, array, part.from)
                          .at(dnnl.DNNL_ARG_DST, array, part.from)
                          .run()));
      return;
    }
    int length = array.length();
    float[] all = BUFFERS.copy(0, array);
    for (int from = 0; from < length; from += width) {
      float max = Float.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        max = Math.max(max, all[i]);
      }
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        all[i] = (float) Math.exp(all[i] - max);
        sum += all[i];
      }
      for (int i = from; i < from + width; i++) {
        all[i] /= sum;
      }
    }
    array.buffer().put(0, all, 0, length);
  }

  /** Writes the gradient with respect to the input, which may overwrite the output's gradient. */
  public static void backward(Floats result, Floats gradient, Floats inputGradient) {
    int width = width(result);
    if (!isSmall(result)) {
      CACHE.use(
          shape(result, width),
          primitives ->
              primitives.parts.run(
                  part ->
                      part.backward
                          .at(dnnl.DNNL_ARG_DST, result, part.from)
                          .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.from)
                          .at(dnnl.DNNL_ARG_DIFF_SRC, inputGradient, part.from)
                          .run()));
      return;
    }
    int length = result.length();
    float[] probabilities = BUFFERS.copy(0, result);
    float[] gradients = BUFFERS.copy(1, gradient);
    for (int from = 0; from < length; from += width) {
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += gradients[i] * probabilities[i];
      }
      for (int i = from; i < from + width; i++) {
        gradients[i] = (gradients[i] - sum) * probabilities[i];
      }
    }
    inputGradient.buffer().put(0, gradients, 0, length);
  }
}
