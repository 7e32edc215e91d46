package dev.braid.metrics;

/**
 * A metric that is a mean over elements.
 *
 * @param <T> the metric's class
 */
public abstract class ElementMetric<T extends ElementMetric<T>> extends RowMetric<T> {
  protected ElementMetric(String name, boolean higherIsBetter) {
    super(name, higherIsBetter);
  }

  /** The metric of one element. */
  protected abstract double element(double target, double prediction);

  @Override
  protected final double row(float[] target, int t, float[] prediction, int p, int width) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += element(target[t + i], prediction[p + i]);
    }
    return sum / width;
  }
}
