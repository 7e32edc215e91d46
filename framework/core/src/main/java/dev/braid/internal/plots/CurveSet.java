package dev.braid.internal.plots;

import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.logs.ScoreDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The logs of a training run by epoch. */
public final class CurveSet {
  private final Map<LogName, double[]> logs = new LinkedHashMap<>();
  private final int[] epochs;
  private final LogNames names;

  /**
   * Creates the logs of a run.
   *
   * @param logs the values by Keras' log name, one for each epoch, {@code NaN} without measurement
   * @param epochs the number of each epoch, counted from 1
   * @param names describes what each log measures
   */
  public CurveSet(Map<String, double[]> logs, int[] epochs, LogNames names) {
    for (Map.Entry<String, double[]> log : logs.entrySet()) {
      if (log.getValue().length != epochs.length) {
        throw new IllegalArgumentException(
            '"'
                + log.getKey()
                + "\" has "
                + log.getValue().length
                + " values for "
                + epochs.length
                + " epochs");
      }
      this.logs.put(names.of(log.getKey()), log.getValue().clone());
    }
    this.epochs = epochs.clone();
    this.names = names;
  }

  boolean isEmpty() {
    return logs.isEmpty() || epochs.length == 0;
  }

  int[] epochs() {
    return epochs.clone();
  }

  double[] values(LogName log) {
    return logs.get(log);
  }

  /** Returns the validation sets with logs, in order. */
  List<String> validations() {
    return names.sets().stream()
        .filter(
            set -> !set.isEmpty() && logs.keySet().stream().anyMatch(log -> log.set().equals(set)))
        .toList();
  }

  /**
   * Returns the logs of each panel (a score on the training and all validation sets) by output;
   * those of the whole model come first.
   */
  Map<String, List<List<LogName>>> groups() {
    Map<String, Map<String, List<LogName>>> panels = new LinkedHashMap<>();
    Stream.concat(Stream.of(""), names.outputs().stream())
        .forEach(output -> panels.put(output, new LinkedHashMap<>()));
    for (LogName log : logs.keySet()) {
      panels
          .computeIfAbsent(log.output(), output -> new LinkedHashMap<>())
          .computeIfAbsent(log.score(), score -> new ArrayList<>())
          .add(log);
    }
    Map<String, List<List<LogName>>> groups = new LinkedHashMap<>();
    panels.forEach(
        (output, scores) -> {
          List<List<LogName>> sorted = new ArrayList<>(scores.values());
          sorted.forEach(
              panel -> panel.sort(Comparator.comparing(log -> names.sets().indexOf(log.set()))));
          sorted.sort(Comparator.comparing(panel -> rank(panel.get(0))));
          if (!sorted.isEmpty()) {
            groups.put(output, Collections.unmodifiableList(sorted));
          }
        });
    return groups;
  }

  private static int rank(LogName log) {
    return log.score().endsWith("loss") ? 0 : scored(log) ? 1 : 2;
  }

  /** Returns whether the values of a log can be compared: a learning rate has no best value. */
  static boolean scored(LogName log) {
    return log.direction() != ScoreDirection.UNKNOWN;
  }

  /**
   * Returns the log of a panel that determines the best epoch: the first validation log, if any.
   */
  static LogName rated(List<LogName> panel) {
    return panel.stream().filter(log -> !log.set().isEmpty()).findFirst().orElse(panel.get(0));
  }

  /** Returns the index of the best epoch of a log; -1 if no value is finite. */
  int best(LogName log) {
    double[] values = logs.get(log);
    int best = -1;
    for (int epoch = 0; epoch < values.length; epoch++) {
      if (Double.isFinite(values[epoch])
          && (best < 0 || log.direction().better(values[epoch], values[best]))) {
        best = epoch;
      }
    }
    return best;
  }

  /** Returns the last measured value; NaN without measurement. */
  double last(LogName log) {
    double[] values = logs.get(log);
    for (int epoch = values.length - 1; epoch >= 0; epoch--) {
      if (!Double.isNaN(values[epoch])) {
        return values[epoch];
      }
    }
    return Double.NaN;
  }
}
