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

  /** Whether an output's targets are classes. */
  static boolean possible(OutputSpec spec) {
    return switch (spec.target()) {
      case CLASS_INDEX, LABEL, ONE_HOT -> true;
      case PROBABILITY, SIGN -> spec.classes() == 1;
      case VALUES, LABEL_SEQUENCE -> false;
    };
  }

  /**
   * The classes of a batch in order; a label that is no class, such as 0.3, is returned unchanged.
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

  /** The distinct classes among labels. */
  static TreeSet<Double> found(OutputSpec spec, INDArray y) {
    TreeSet<Double> found = new TreeSet<>();
    Arrays.stream(classes(spec, y)).forEach(found::add);
    return found;
  }

  /** Multiplies the sample weights, if any, by those of the classes. */
  INDArray times(INDArray y, INDArray own) {
    double[] classes = classes(spec, y);
    double[] product = new double[classes.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = weights.getOrDefault((int) classes[i], 1.0);
    }
    long[] shape = spec.target().isClassNumber() ? y.shape() : withoutLast(y.shape());
    INDArray all = Nd4j.createFromArray(product).reshape('c', shape).castTo(y.dataType());
    if (own == null) {
      return all;
    }
    long[] wide = new long[shape.length];
    Arrays.fill(wide, 1);
    System.arraycopy(own.shape(), 0, wide, 0, own.rank());
    return all.mul(own.reshape('c', wide));
  }

  private static long[] withoutLast(long[] shape) {
    return Arrays.copyOf(shape, Math.max(1, shape.length - 1));
  }
}
