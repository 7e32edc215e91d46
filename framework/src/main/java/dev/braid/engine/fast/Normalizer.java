package dev.braid.engine.fast;

import dev.braid.engine.threads.OpenMp;
import java.util.Arrays;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;

/**
 * Numbers brought to mean 0 and variance 1 by oneDNN, then scaled and shifted.
 *
 * <p>The array is a matrix: each row is normalized by itself, or each column over all rows.
 */
public final class Normalizer {
  private static final int OPTIONS = dnnl.dnnl_use_scaleshift;

  /** A number takes as long as so many multiplications. */
  private static final long EACH = 16;

  private static final Recent<Shape, Normalizer> MADE = new Recent<>(128);

  private final Primitive forward;
  private final Primitive backward;
  private final int statistics;
  private final int columns;

  private record Shape(int rows, int columns, float epsilon, boolean overRows) {}

  /**
   * What was found and is wanted for the way back.
   *
   * @param mean one number a row, or a column
   * @param variance of the population
   * @param both gamma, then beta
   */
  public record Found(Floats x, Floats mean, Floats variance, Floats both) {}

  /** Each row by itself. */
  public static Normalizer ofRows(int rows, int columns, double epsilon) {
    return made(new Shape(rows, columns, (float) epsilon, false));
  }

  /** Each column over all rows. */
  public static Normalizer ofColumns(int rows, int columns, double epsilon) {
    return made(new Shape(rows, columns, (float) epsilon, true));
  }

  private static Normalizer made(Shape shape) {
    long work = (long) shape.rows * shape.columns * EACH;
    return MADE.get(shape, missing -> OpenMp.make(work, () -> new Normalizer(missing)));
  }

  private Normalizer(Shape shape) {
    columns = shape.columns;
    statistics = shape.overRows ? shape.columns : shape.rows;
    memory.desc numbers =
        new memory.desc(new long[] {statistics}, memory.data_type.f32, memory.format_tag.x);
    memory.desc both =
        new memory.desc(new long[] {2, shape.columns}, memory.data_type.f32, memory.format_tag.ab);
    memory.desc matrix;
    if (shape.overRows) {
      matrix =
          new memory.desc(
              new long[] {1, shape.columns, shape.rows, 1},
              memory.data_type.f32,
              memory.format_tag.nhwc);
      batch_normalization_forward.primitive_desc how =
          new batch_normalization_forward.primitive_desc(
              new batch_normalization_forward.desc(
                  dnnl.dnnl_forward_training, matrix, shape.epsilon, OPTIONS),
              OneDnn.attributes(),
              OneDnn.engine());
      forward = new Primitive(new batch_normalization_forward(how), how);
      batch_normalization_backward.primitive_desc back =
          new batch_normalization_backward.primitive_desc(
              new batch_normalization_backward.desc(
                  dnnl.dnnl_backward, matrix, matrix, shape.epsilon, OPTIONS),
              OneDnn.attributes(),
              OneDnn.engine(),
              how);
      backward = new Primitive(new batch_normalization_backward(back), back);
    } else {
      matrix =
          new memory.desc(
              new long[] {shape.rows, shape.columns}, memory.data_type.f32, memory.format_tag.ab);
      layer_normalization_forward.primitive_desc how =
          new layer_normalization_forward.primitive_desc(
              new layer_normalization_forward.desc(
                  dnnl.dnnl_forward_training, matrix, numbers, shape.epsilon, OPTIONS),
              OneDnn.attributes(),
              OneDnn.engine());
      forward = new Primitive(new layer_normalization_forward(how), how);
      layer_normalization_backward.primitive_desc back =
          new layer_normalization_backward.primitive_desc(
              new layer_normalization_backward.desc(
                  dnnl.dnnl_backward, matrix, matrix, numbers, shape.epsilon, OPTIONS),
              OneDnn.attributes(),
              OneDnn.engine(),
              how);
      backward = new Primitive(new layer_normalization_backward(back), back);
    }
    forward
        .argument(dnnl.DNNL_ARG_SRC, matrix)
        .argument(dnnl.DNNL_ARG_DST, matrix)
        .argument(dnnl.DNNL_ARG_MEAN, numbers)
        .argument(dnnl.DNNL_ARG_VARIANCE, numbers)
        .argument(dnnl.DNNL_ARG_SCALE_SHIFT, both);
    backward
        .argument(dnnl.DNNL_ARG_SRC, matrix)
        .argument(dnnl.DNNL_ARG_DIFF_DST, matrix)
        .argument(dnnl.DNNL_ARG_DIFF_SRC, matrix)
        .argument(dnnl.DNNL_ARG_MEAN, numbers)
        .argument(dnnl.DNNL_ARG_VARIANCE, numbers)
        .argument(dnnl.DNNL_ARG_SCALE_SHIFT, both)
        .argument(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, both);
  }

  /** Writes the result; null stands for a gamma of ones, or a beta of zeros. */
  public Found forward(Floats x, Floats gamma, Floats beta, Floats out) {
    Floats both = StepMemory.take(2, columns);
    float[] numbers = new float[columns];
    put(gamma, 1, numbers, both, 0);
    put(beta, 0, numbers, both, columns);
    Found found = new Found(x, StepMemory.take(statistics), StepMemory.take(statistics), both);
    synchronized (this) {
      forward
          .at(dnnl.DNNL_ARG_SRC, x)
          .at(dnnl.DNNL_ARG_DST, out)
          .at(dnnl.DNNL_ARG_MEAN, found.mean)
          .at(dnnl.DNNL_ARG_VARIANCE, found.variance)
          .at(dnnl.DNNL_ARG_SCALE_SHIFT, both)
          .run();
    }
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

  /** Writes the slope by the input; those by gamma and by beta also, where they are not null. */
  public void backward(Found found, Floats slope, Floats back, Floats byGamma, Floats byBeta) {
    Floats both = StepMemory.take(2, columns);
    synchronized (this) {
      backward
          .at(dnnl.DNNL_ARG_SRC, found.x)
          .at(dnnl.DNNL_ARG_DIFF_DST, slope)
          .at(dnnl.DNNL_ARG_DIFF_SRC, back)
          .at(dnnl.DNNL_ARG_MEAN, found.mean)
          .at(dnnl.DNNL_ARG_VARIANCE, found.variance)
          .at(dnnl.DNNL_ARG_SCALE_SHIFT, found.both)
          .at(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, both)
          .run();
    }
    if (byGamma != null) {
      byGamma.buffer().put(0, both.buffer(), 0, columns);
    }
    if (byBeta != null) {
      byBeta.buffer().put(0, both.buffer(), columns, columns);
    }
  }
}
