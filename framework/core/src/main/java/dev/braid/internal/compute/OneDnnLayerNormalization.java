package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.threads.GrainSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;

/** Rows brought to mean 0 and variance 1 by oneDNN, then scaled and shifted. */
public final class OneDnnLayerNormalization {
  private static final int OPTIONS = dnnl.dnnl_use_scaleshift;

  private static final PrimitiveCache<Shape, Primitives> CACHE =
      new PrimitiveCache<>(Primitives::new);

  private final Shape shape;
  private final int rows;
  private final int columns;

  private record Shape(int rows, int columns, float epsilon) {}

  /** Some of the rows, beginning with one. */
  private record Part(Primitive forward, Primitive backward, int number, long row) {}

  /**
   * What the forward pass has found and the backward pass requires.
   *
   * @param mean of each row
   * @param variance of each row's population
   * @param both gamma, then beta
   */
  public record Found(Floats x, Floats mean, Floats variance, Floats both) {}

  public static OneDnnLayerNormalization of(int rows, int columns, double epsilon) {
    return new OneDnnLayerNormalization(new Shape(rows, columns, (float) epsilon));
  }

  private OneDnnLayerNormalization(Shape shape) {
    this.shape = shape;
    rows = shape.rows;
    columns = shape.columns;
  }

  private static final class Primitives implements PrimitiveCache.CachedPrimitives {
    private final ParallelParts<Part> parts;

    Primitives(Shape shape) {
      int count = count(shape);
      parts =
          ParallelParts.of(count, i -> part(shape.rows, shape.columns, i, count, shape.epsilon));
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

  /** How many parts there are. */
  private static int count(Shape shape) {
    return Math.min(
        shape.rows,
        ParallelParts.count((long) shape.rows * shape.columns * GrainSize.NORMALIZED_ELEMENT));
  }

  private static Part part(int rows, int columns, int number, int count, float epsilon) {
    int from = ParallelParts.bound(rows, number, count);
    int height = ParallelParts.bound(rows, number + 1, count) - from;
    memory.desc numbers =
        new memory.desc(new long[] {height}, memory.data_type.f32, memory.format_tag.x);
    memory.desc both =
        new memory.desc(new long[] {2, columns}, memory.data_type.f32, memory.format_tag.ab);
    memory.desc matrix =
        new memory.desc(new long[] {height, columns}, memory.data_type.f32, memory.format_tag.ab);
    layer_normalization_forward.primitive_desc how =
        new layer_normalization_forward.primitive_desc(
            new layer_normalization_forward.desc(
                dnnl.dnnl_forward_training, matrix, numbers, epsilon, OPTIONS),
            OneDnn.attributes(),
            OneDnn.engine());
    layer_normalization_backward.primitive_desc back =
        new layer_normalization_backward.primitive_desc(
            new layer_normalization_backward.desc(
                dnnl.dnnl_backward, matrix, matrix, numbers, epsilon, OPTIONS),
            OneDnn.attributes(),
            OneDnn.engine(),
            how);
    return new Part(
        new Primitive(new layer_normalization_forward(how), how)
            .argument(dnnl.DNNL_ARG_SRC, matrix)
            .argument(dnnl.DNNL_ARG_DST, matrix)
            .argument(dnnl.DNNL_ARG_MEAN, numbers)
            .argument(dnnl.DNNL_ARG_VARIANCE, numbers)
            .argument(dnnl.DNNL_ARG_SCALE_SHIFT, both),
        new Primitive(new layer_normalization_backward(back), back)
            .argument(dnnl.DNNL_ARG_SRC, matrix)
            .argument(dnnl.DNNL_ARG_DIFF_DST, matrix)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, matrix)
            .argument(dnnl.DNNL_ARG_MEAN, numbers)
            .argument(dnnl.DNNL_ARG_VARIANCE, numbers)
            .argument(dnnl.DNNL_ARG_SCALE_SHIFT, both)
            .argument(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, both),
        number,
        from);
  }

  /** Writes the result; null stands for a gamma of ones, or a beta of zeros. */
  public Found forward(Floats x, Floats gamma, Floats beta, Floats out) {
    Floats both = BufferPool.take(2, columns);
    float[] numbers = new float[columns];
    put(gamma, 1, numbers, both, 0);
    put(beta, 0, numbers, both, columns);
    Found found = new Found(x, BufferPool.take(rows), BufferPool.take(rows), both);
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    part.forward
                        .at(dnnl.DNNL_ARG_SRC, x, part.row * columns)
                        .at(dnnl.DNNL_ARG_DST, out, part.row * columns)
                        .at(dnnl.DNNL_ARG_MEAN, found.mean, part.row)
                        .at(dnnl.DNNL_ARG_VARIANCE, found.variance, part.row)
                        .at(dnnl.DNNL_ARG_SCALE_SHIFT, both)
                        .run()));
    return found;
  }

  private static void put(Floats given, float other, float[] numbers, Floats both, int at) {
    if (given == null) {
      Arrays.fill(numbers, other);
    } else {
      given.buffer().get(0, numbers);
    }
    both.buffer().put(at, numbers);
  }

  /**
   * Writes the gradient with respect to the input; those by gamma and by beta also, where they are
   * not null.
   */
  public void backward(Found found, Floats gradient, Floats back, Floats byGamma, Floats byBeta) {
    List<Floats> shares = new ArrayList<>();
    for (int i = 0; i < count(shape); i++) {
      shares.add(BufferPool.take(2, columns));
    }
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    part.backward
                        .at(dnnl.DNNL_ARG_SRC, found.x, part.row * columns)
                        .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.row * columns)
                        .at(dnnl.DNNL_ARG_DIFF_SRC, back, part.row * columns)
                        .at(dnnl.DNNL_ARG_MEAN, found.mean, part.row)
                        .at(dnnl.DNNL_ARG_VARIANCE, found.variance, part.row)
                        .at(dnnl.DNNL_ARG_SCALE_SHIFT, found.both)
                        .at(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, shares.get(part.number))
                        .run()));
    Floats both = BlockwiseLoops.sum(shares);
    if (byGamma != null) {
      byGamma.buffer().put(0, both.buffer(), 0, columns);
    }
    if (byBeta != null) {
      byBeta.buffer().put(0, both.buffer(), columns, columns);
    }
  }
}
