package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base of intersection-over-union metrics.
 *
 * @param <T> the metric's class
 */
public abstract sealed class BaseIoU<T extends BaseIoU<T>> extends StandardMetric<T>
    permits BinaryIoU, IoU, MeanIoU, OneHotIoU, OneHotMeanIoU {
  private final int numClasses;
  private final int[] classes;
  private @Nullable Integer ignoreClass;
  private boolean sparseTarget = true;
  private boolean sparsePrediction = true;

  BaseIoU(String name, int numClasses, int[] classes) {
    super(name, true);
    this.numClasses = numClasses;
    this.classes = classes.clone();
    for (int at : classes) {
      if (at >= numClasses || at < -numClasses) {
        throw MetricOptions.wrong(
            this, "targetClasses", "class indices below " + numClasses, String.valueOf(at));
      }
    }
  }

  /** Switches to one-hot targets and scores. */
  final void oneHot() {
    sparseTarget = false;
    sparsePrediction = false;
  }

  /** Ignores elements that are labeled with a class. */
  public T ignoreClass(int label) {
    return with(copy -> ((BaseIoU<?>) copy).ignoreClass = label);
  }

  /** Treats targets as one-hot. */
  public T oneHotTargets() {
    return with(copy -> ((BaseIoU<?>) copy).sparseTarget = false);
  }

  /** Treats predictions as scores of each class, such as those of a softmax. */
  public T scores() {
    return with(copy -> ((BaseIoU<?>) copy).sparsePrediction = false);
  }

  final T options(Config config) {
    T metric =
        common(config)
            .with(
                copy -> {
                  BaseIoU<?> overlap = copy;
                  overlap.sparseTarget = config.flag("sparse_y_true", sparseTarget);
                  overlap.sparsePrediction = config.flag("sparse_y_pred", sparsePrediction);
                });
    return config.get("ignore_class") == null
        ? metric
        : metric.ignoreClass(config.integer("ignore_class", 0));
  }

  /** The class of a prediction with one unit. */
  int decide(float prediction) {
    return (int) prediction;
  }

  @Override
  public final Config config() {
    Config config = new Config();
    describeFirst(config);
    config.put("name", name()).put("dtype", "int32");
    describe(config);
    return config;
  }

  /** Adds the options that Keras writes before the name. */
  void describeFirst(Config config) {}

  /** Writes the options that most of these metrics share. */
  final void describeClasses(Config config, boolean withTarget) {
    config.put("ignore_class", ignoreClass);
    if (withTarget) {
      config.put("sparse_y_true", sparseTarget);
    }
    config.put("sparse_y_pred", sparsePrediction).put("axis", -1);
  }

  @Override
  public Optional<TargetKind> reads() {
    boolean classNumbers = sparseTarget && !sparsePrediction;
    return Optional.of(classNumbers ? TargetKind.CLASS_INDEX : TargetKind.VALUES);
  }

  int numClasses() {
    return numClasses;
  }

  int[] classes() {
    return classes.clone();
  }

  boolean readsScores() {
    return !sparsePrediction;
  }

  boolean readsOneHotTargets() {
    return !sparseTarget;
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State();
  }

  /** Accumulates the confusion matrix of all classes. */
  private final class State implements Metric.State {
    private final double[][] pairs = new double[numClasses][numClasses];

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      int width = (int) predictionShape[predictionShape.length - 1];
      int each = sparsePrediction ? 1 : width;
      int count = prediction.length / each;
      int targetEach = sparseTarget ? 1 : width;
      if (target.length != count * targetEach) {
        throw new IllegalArgumentException(
            name()
                + ": expected "
                + count * targetEach
                + " target values, received "
                + target.length);
      }
      for (int i = 0; i < count; i++) {
        int label =
            sparseTarget
                ? (int) target[i]
                : PredictionRows.largest(target, i * targetEach, targetEach);
        int guess =
            sparsePrediction
                ? decide(prediction[i])
                : PredictionRows.largest(prediction, i * each, each);
        boolean known = label >= 0 && label < numClasses && guess >= 0 && guess < numClasses;
        if (known && (ignoreClass == null || label != ignoreClass)) {
          pairs[label][guess] += weights == null ? 1 : weights[i / (count / weights.length)];
        }
      }
    }

    @Override
    public double result() {
      double sum = 0;
      int present = 0;
      for (int given : classes) {
        // as in Keras, a negative class counts from the last one
        int at = given < 0 ? given + numClasses : given;
        double all = -pairs[at][at];
        for (int other = 0; other < numClasses; other++) {
          all += pairs[at][other] + pairs[other][at];
        }
        if (all > 1e-9) {
          sum += pairs[at][at] / (all + EPSILON);
          present++;
        }
      }
      return sum / (present + EPSILON);
    }

    @Override
    public void reset() {
      for (double[] row : pairs) {
        Arrays.fill(row, 0);
      }
    }
  }

  static int[] all(int numClasses) {
    int[] classes = new int[numClasses];
    Arrays.setAll(classes, i -> i);
    return classes;
  }

  static int[] ids(Config config) {
    return Arrays.stream(config.wholes("target_class_ids", 0, 1))
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
