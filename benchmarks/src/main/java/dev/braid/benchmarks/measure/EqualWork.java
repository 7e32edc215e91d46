package dev.braid.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks that all engines trained the same model on the same data with similar losses. */
final class EqualWork {
  /**
   * Initial weights and the order of samples differ between engines, so losses are only similar.
   */
  private static final double ALIKE = 1.35;

  private static final double NEGLIGIBLE = 0.05;

  private final Map<String, Long> parameters = new LinkedHashMap<>();
  private final Map<String, double[]> losses = new LinkedHashMap<>();

  void add(String label, long count, double[] epochs) {
    parameters.put(label, count);
    losses.put(label, epochs);
  }

  /** The differences as text; empty if there are none. */
  List<String> differences() {
    List<String> found = new ArrayList<>();
    if (parameters.values().stream().distinct().count() > 1) {
      found.add("parameters differ: " + parameters);
    }
    double[] ends = losses.values().stream().mapToDouble(EqualWork::last).toArray();
    if (ends.length == 0) {
      return found;
    }
    double middle = Quartiles.of(ends).median();
    losses.forEach(
        (label, epochs) -> {
          if (!(last(epochs) < epochs[0])) {
            found.add(label + ": its loss does not fall: " + text(epochs));
          } else if (last(epochs) > middle * ALIKE + NEGLIGIBLE
              || last(epochs) < middle / ALIKE - NEGLIGIBLE) {
            found.add(label + ": its loss differs from the others': " + text(epochs));
          }
        });
    return found;
  }

  private static double last(double[] epochs) {
    return epochs[epochs.length - 1];
  }

  private static String text(double[] epochs) {
    return String.format(
        Locale.ROOT, "%.3f to %.3f in %d epochs", epochs[0], last(epochs), epochs.length);
  }
}
