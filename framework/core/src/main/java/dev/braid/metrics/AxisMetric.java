package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A metric of vectors along an axis, by default the last.
 *
 * @param <T> the metric's class
 */
public abstract class AxisMetric<T extends AxisMetric<T>> extends RowMetric<T> {
  private int axis = -1;

  AxisMetric(String name) {
    super(name, true);
  }

  /**
   * Sets the axis of the vectors.
   *
   * @param vectors from 1, since 0 is the axis of samples, or from the end, where -1 is the last
   */
  public T axis(int vectors) {
    if (vectors == 0) {
      throw MetricOptions.wrong(this, "axis", "an axis other than that of samples", "0");
    }
    return with(copy -> ((AxisMetric<?>) copy).axis = vectors);
  }

  final int axis() {
    return axis;
  }

  final T options(Config config) {
    return common(config).axis(config.integer("axis", -1));
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    Metric.State rows = super.start(shape, loss);
    return axis == -1 ? rows : new Moved(rows);
  }

  /** Moves the axis to the end. */
  private final class Moved implements Metric.State {
    private final Metric.State rows;

    Moved(Metric.State rows) {
      this.rows = rows;
    }

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      int rank = predictionShape.length;
      int from = axis < 0 ? axis + rank : axis;
      if (from < 1 || from >= rank) {
        throw new IllegalArgumentException(
            name()
                + ": the axis "
                + axis
                + " does not exist in predictions with "
                + rank
                + " axes");
      }
      long[] moved = new long[rank];
      int at = 0;
      for (int i = 0; i < rank; i++) {
        if (i != from) {
          moved[at++] = predictionShape[i];
        }
      }
      moved[at] = predictionShape[from];
      rows.update(
          moved(target, from, predictionShape),
          moved,
          moved(prediction, from, predictionShape),
          moved,
          weights);
    }

    private static float[] moved(float[] values, int from, long... shape) {
      int inner = 1;
      for (int i = from + 1; i < shape.length; i++) {
        inner *= Math.toIntExact(shape[i]);
      }
      int width = Math.toIntExact(shape[from]);
      float[] moved = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        int place = i / inner % width;
        int block = i / inner / width;
        moved[(block * inner + i % inner) * width + place] = values[i];
      }
      return moved;
    }

    @Override
    public double result() {
      return rows.result();
    }

    @Override
    public void reset() {
      rows.reset();
    }
  }
}
