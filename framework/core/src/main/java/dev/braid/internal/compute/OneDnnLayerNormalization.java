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

/** Rows normalized to mean 0 and variance 1 by oneDNN, then scaled and shifted. */
public final class OneDnnLayerNormalization {
  private static final int OPTIONS = dnnl.dnnl_use_scaleshift;

  private static final PrimitiveCache<Shape, Primitives> CACHE =
      new PrimitiveCache<>(Primitives::new);

  private final Shape shape;
  private final int rows;
  private final int columns;

  private record Shape(int rows, int columns, float epsilon) {}

  /** A range of the rows, with the index of the first one. */
  private record Part(Primitive forward, Primitive backward, int index, long row) {}

  /**
   * The results of the forward pass that the backward pass requires.
   *
   * @param mean the mean of each row
   * @param variance the population variance of each row
   * @param scaleShift gamma, then beta
   */
  public record ForwardState(Floats x, Floats mean, Floats variance, Floats scaleShift) {}

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

  /** Returns the number of pieces. */
  private static int count(Shape shape) {
    return Math.min(
        shape.rows,
        ParallelParts.count((long) shape.rows * shape.columns * GrainSize.NORMALIZED_ELEMENT));
  }

  private static Part part(int rows, int columns, int index, int count, float epsilon) {
    int from = ParallelParts.bound(rows, index, count);
    int height = ParallelParts.bound(rows, index + 1, count) - from;
    memory.desc statistics =
        new memory.desc(new long[] {height}, memory.data_type.f32, memory.format_tag.x);
    memory.desc scaleShift =
        new memory.desc(new long[] {2, columns}, memory.data_type.f32, memory.format_tag.ab);
    memory.desc matrix =
        new memory.desc(new long[] {height, columns}, memory.data_type.f32, memory.format_tag.ab);
    layer_normalization_forward.primitive_desc descriptor =
        new layer_normalization_forward.primitive_desc(
            new layer_normalization_forward.desc(
                dnnl.dnnl_forward_training, matrix, statistics, epsilon, OPTIONS),
            OneDnn.attributes(),
            OneDnn.engine());
    layer_normalization_backward.primitive_desc backwardDescriptor =
        new layer_normalization_backward.primitive_desc(
            new layer_normalization_backward.desc(
                dnnl.dnnl_backward, matrix, matrix, statistics, epsilon, OPTIONS),
            OneDnn.attributes(),
            OneDnn.engine(),
            descriptor);
    return new Part(
        new Primitive(new layer_normalization_forward(descriptor), descriptor)
            .argument(dnnl.DNNL_ARG_SRC, matrix)
            .argument(dnnl.DNNL_ARG_DST, matrix)
            .argument(dnnl.DNNL_ARG_MEAN, statistics)
            .argument(dnnl.DNNL_ARG_VARIANCE, statistics)
            .argument(dnnl.DNNL_ARG_SCALE_SHIFT, scaleShift),
        new Primitive(new layer_normalization_backward(backwardDescriptor), backwardDescriptor)
            .argument(dnnl.DNNL_ARG_SRC, matrix)
            .argument(dnnl.DNNL_ARG_DIFF_DST, matrix)
            .argument(dnnl.DNNL_ARG_DIFF_SRC, matrix)
            .argument(dnnl.DNNL_ARG_MEAN, statistics)
            .argument(dnnl.DNNL_ARG_VARIANCE, statistics)
            .argument(dnnl.DNNL_ARG_SCALE_SHIFT, scaleShift)
            .argument(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, scaleShift),
        index,
        from);
  }

  /** Writes the result; null means a gamma of ones or a beta of zeros. */
  public ForwardState forward(Floats x, Floats gamma, Floats beta, Floats out) {
    Floats scaleShift = BufferPool.take(2, columns);
    float[] row = new float[columns];
    put(gamma, 1, row, scaleShift, 0);
    put(beta, 0, row, scaleShift, columns);
    ForwardState state =
        new ForwardState(x, BufferPool.take(rows), BufferPool.take(rows), scaleShift);
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    part.forward
                        .at(dnnl.DNNL_ARG_SRC, x, part.row * columns)
                        .at(dnnl.DNNL_ARG_DST, out, part.row * columns)
                        .at(dnnl.DNNL_ARG_MEAN, state.mean, part.row)
                        .at(dnnl.DNNL_ARG_VARIANCE, state.variance, part.row)
                        .at(dnnl.DNNL_ARG_SCALE_SHIFT, scaleShift)
                        .run()));
    return state;
  }

  private static void put(
      Floats weights, float defaultValue, float[] row, Floats scaleShift, int at) {
    if (weights == null) {
      Arrays.fill(row, defaultValue);
    } else {
      weights.buffer().get(0, row);
    }
    scaleShift.buffer().put(at, row);
  }

  /**
   * Writes the gradient with respect to the input, and those of gamma and beta where these are not
   * null.
   */
  public void backward(
      ForwardState state,
      Floats gradient,
      Floats inputGradient,
      Floats gammaGradient,
      Floats betaGradient) {
    List<Floats> partialSums = new ArrayList<>();
    for (int i = 0; i < count(shape); i++) {
      partialSums.add(BufferPool.take(2, columns));
    }
    CACHE.use(
        shape,
        primitives ->
            primitives.parts.run(
                part ->
                    part.backward
                        .at(dnnl.DNNL_ARG_SRC, state.x, part.row * columns)
                        .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.row * columns)
                        .at(dnnl.DNNL_ARG_DIFF_SRC, inputGradient, part.row * columns)
                        .at(dnnl.DNNL_ARG_MEAN, state.mean, part.row)
                        .at(dnnl.DNNL_ARG_VARIANCE, state.variance, part.row)
                        .at(dnnl.DNNL_ARG_SCALE_SHIFT, state.scaleShift)
                        .at(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, partialSums.get(part.index))
                        .run()));
    Floats scaleShift = BlockwiseLoops.sum(partialSums);
    if (gammaGradient != null) {
      gammaGradient.buffer().put(0, scaleShift.buffer(), 0, columns);
    }
    if (betaGradient != null) {
      betaGradient.buffer().put(0, scaleShift.buffer(), columns, columns);
    }
  }
}
