package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;

/**
 * Softmax along the last axis: oneDNN's for many elements, a loop for few and where it is absent.
 */
public final class RowSoftmax implements PrimitiveCache.CachedPrimitives {
  /** Fewer elements take less time than the call of a primitive by several threads. */
  private static final int FEW = 4096;

  private static final PrimitiveCache<Shape, RowSoftmax> CACHE =
      new PrimitiveCache<>(RowSoftmax::new);

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(2);

  private final ParallelParts<Part> parts;

  private record Shape(int rows, int width) {}

  /** Some of the rows, and the offset at which they begin. */
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
    softmax_forward.primitive_desc how =
        new softmax_forward.primitive_desc(
            new softmax_forward.desc(dnnl.dnnl_forward_training, rows, 1),
            OneDnn.attributes(),
            OneDnn.engine());
    softmax_backward.primitive_desc back =
        new softmax_backward.primitive_desc(
            new softmax_backward.desc(rows, rows, 1), OneDnn.attributes(), OneDnn.engine(), how);
    return new Part(
        new Primitive(new softmax_forward(how), how)
            .argument(dnnl.DNNL_ARG_SRC, rows)
            .argument(dnnl.DNNL_ARG_DST, rows),
        new Primitive(new softmax_backward(back), back)
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

  private static boolean few(Floats array) {
    return array.length() < FEW || !OneDnn.available();
  }

  private static int width(Floats array) {
    return Math.toIntExact(array.array().size(-1));
  }

  /** In place. */
  public static void run(Floats array) {
    int width = width(array);
    if (!few(array)) {
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
    float[] all = OWN.copy(0, array);
    for (int from = 0; from < length; from += width) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        largest = Math.max(largest, all[i]);
      }
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        all[i] = (float) Math.exp(all[i] - largest);
        sum += all[i];
      }
      for (int i = from; i < from + width; i++) {
        all[i] /= sum;
      }
    }
    array.buffer().put(0, all, 0, length);
  }

  /** Writes the gradient with respect to the input; it may take the place of the given gradient. */
  public static void back(Floats result, Floats gradient, Floats back) {
    int width = width(result);
    if (!few(result)) {
      CACHE.use(
          shape(result, width),
          primitives ->
              primitives.parts.run(
                  part ->
                      part.backward
                          .at(dnnl.DNNL_ARG_DST, result, part.from)
                          .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.from)
                          .at(dnnl.DNNL_ARG_DIFF_SRC, back, part.from)
                          .run()));
      return;
    }
    int length = result.length();
    float[] probabilities = OWN.copy(0, result);
    float[] gradients = OWN.copy(1, gradient);
    for (int from = 0; from < length; from += width) {
      float sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += gradients[i] * probabilities[i];
      }
      for (int i = from; i < from + width; i++) {
        gradients[i] = (gradients[i] - sum) * probabilities[i];
      }
    }
    back.buffer().put(0, gradients, 0, length);
  }
}
