package dev.braid.internal.engine.updates;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Finds non-finite values that a step wrote. */
final class FiniteCheck {
  private FiniteCheck() {}

  /**
   * Returns the first non-finite value.
   *
   * @param vectors what the step wrote, by name
   * @param sections where the elements of a weight are in the vector of a name; null if it has none
   */
  static Optional<Updater.Fault> fault(
      Map<String, INDArray> vectors,
      Map<String, Double> numbers,
      List<Parameter> trainable,
      BiFunction<String, Parameter, SlotVectors.Section> sections) {
    for (Map.Entry<String, INDArray> vector : vectors.entrySet()) {
      for (Parameter parameter : trainable) {
        SlotVectors.Section section = sections.apply(vector.getKey(), parameter);
        double number =
            section == null ? 0 : notFinite(vector.getValue(), section.from(), section.to());
        if (!Double.isFinite(number)) {
          return Optional.of(new Updater.Fault(parameter.cell(), vector.getKey(), number));
        }
      }
    }
    return numbers.entrySet().stream()
        .filter(number -> !Double.isFinite(number.getValue()))
        .map(number -> new Updater.Fault(null, number.getKey(), number.getValue()))
        .findFirst();
  }

  /** Returns a non-finite value in [from, to), or 0 if all are finite. */
  private static double notFinite(INDArray vector, long from, long to) {
    boolean finite =
        supports(vector)
            ? BlockwiseLoops.isFinite(Floats.of(vector), (int) from, (int) to)
            : isFinite(vector.get(NDArrayIndex.interval(from, to)).sumNumber());
    for (long i = from; !finite && i < to; i++) {
      double value = vector.getDouble(i);
      if (!Double.isFinite(value)) {
        return value;
      }
    }
    return 0;
  }

  private static boolean supports(INDArray vector) {
    return Floats.supports(vector.dataType(), vector.length());
  }

  private static boolean isFinite(Number number) {
    return Double.isFinite(number.doubleValue());
  }

  /** Returns whether all elements of a vector are in a range. */
  static boolean within(INDArray vector, double min, double max) {
    return supports(vector)
        ? BlockwiseLoops.isWithin(Floats.of(vector), (float) min, (float) max)
        : isFinite(vector.sumNumber())
            && vector.minNumber().doubleValue() >= min
            && vector.maxNumber().doubleValue() <= max;
  }
}
