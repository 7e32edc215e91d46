package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The weights of the classes of one output. */
final class ClassWeights {
  private final OutputSpec spec;
  private final Map<Integer, Double> weights;

  ClassWeights(OutputSpec spec, Map<Integer, Double> weights) {
    this.spec = spec;
    this.weights = weights;
  }

  /** Returns whether an output's targets are classes. */
  static boolean isApplicable(OutputSpec spec) {
    return switch (spec.target()) {
      case CLASS_INDEX, LABEL, ONE_HOT -> true;
      case PROBABILITY, SIGN -> spec.classes() == 1;
      case VALUES, LABEL_SEQUENCE -> false;
    };
  }

  /**
   * Returns the classes of a batch in order; a label that is no class, such as 0.3, is unchanged.
   */
  static double[] classes(OutputSpec spec, INDArray y) {
    double[] values = y.dup('c').data().asDouble();
    if (spec.target() != TargetKind.ONE_HOT) {
      return values;
    }
    int width = (int) y.size(-1);
    double[] classes = new double[values.length / width];
    for (int row = 0; row < classes.length; row++) {
      int best = 0;
      for (int i = 1; i < width; i++) {
        best = values[row * width + i] > values[row * width + best] ? i : best;
      }
      classes[row] = best;
    }
    return classes;
  }

  /** Returns the distinct classes among labels. */
  static TreeSet<Double> distinct(OutputSpec spec, INDArray y) {
    TreeSet<Double> distinct = new TreeSet<>();
    Arrays.stream(classes(spec, y)).forEach(distinct::add);
    return distinct;
  }

  /** Multiplies the sample weights, if any, by the weights of the classes. */
  INDArray multiply(INDArray y, INDArray sampleWeights) {
    double[] classes = classes(spec, y);
    double[] product = new double[classes.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = weights.getOrDefault((int) classes[i], 1.0);
    }
    long[] shape = spec.target().isClassNumber() ? y.shape() : withoutLast(y.shape());
    INDArray all = Nd4j.createFromArray(product).reshape('c', shape).castTo(y.dataType());
    if (sampleWeights == null) {
      return all;
    }
    long[] broadcastShape = new long[shape.length];
    Arrays.fill(broadcastShape, 1);
    System.arraycopy(sampleWeights.shape(), 0, broadcastShape, 0, sampleWeights.rank());
    return all.mul(sampleWeights.reshape('c', broadcastShape));
  }

  private static long[] withoutLast(long[] shape) {
    return Arrays.copyOf(shape, Math.max(1, shape.length - 1));
  }
}
