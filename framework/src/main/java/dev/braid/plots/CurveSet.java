package dev.braid.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a training run logged, epoch by epoch.
 *
 * @param logs values by Keras' log name, one for each epoch, {@code NaN} where none was measured
 * @param epochs the number of each epoch as people count
 * @param rising names, without {@code val_}, of which more is better
 */
public record CurveSet(Map<String, double[]> logs, int[] epochs, Set<String> rising) {
  static final String VALIDATION = "val_";
  private static final List<String> MORE_IS_BETTER =
      List.of(
          "acc",
          "auc",
          "precision",
          "recall",
          "f1",
          "fbeta",
          "r2",
          "iou",
          "top_k",
          "true_pos",
          "true_neg");

  public CurveSet {
    Map<String, double[]> copy = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> log : logs.entrySet()) {
      if (log.getValue().length != epochs.length) {
        throw new IllegalArgumentException(
            "\"%s\" has %d values for %d epochs"
                .formatted(log.getKey(), log.getValue().length, epochs.length));
      }
      copy.put(log.getKey(), log.getValue().clone());
    }
    logs = Collections.unmodifiableMap(copy);
    epochs = epochs.clone();
    rising = Set.copyOf(rising);
  }

  /** Curves whose better direction follows from Keras' names. */
  public static CurveSet of(Map<String, double[]> logs, int... epochs) {
    Set<String> rising = new LinkedHashSet<>();
    for (String name : logs.keySet()) {
      String plain = plain(name);
      if (!plain.endsWith("loss") && MORE_IS_BETTER.stream().anyMatch(plain::contains)) {
        rising.add(plain);
      }
    }
    return new CurveSet(logs, epochs, rising);
  }

  /** The names to draw, without {@code val_}, by output; those of the whole model come first. */
  Map<String, List<String>> groups() {
    Set<String> names = new LinkedHashSet<>();
    logs.keySet().forEach(name -> names.add(plain(name)));
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("", new ArrayList<>());
    List<String> outputs =
        names.stream()
            .filter(name -> name.endsWith("_loss"))
            .map(name -> name.substring(0, name.length() - "_loss".length()))
            .toList();
    outputs.forEach(output -> groups.put(output, new ArrayList<>()));
    for (String name : names) {
      String owner = "";
      for (String output : outputs) {
        if (name.startsWith(output + "_") && output.length() > owner.length()) {
          owner = output;
        }
      }
      groups.get(owner).add(name);
    }
    groups.values().forEach(group -> group.sort((a, b) -> Integer.compare(rank(a), rank(b))));
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  private static int rank(String name) {
    return name.endsWith("loss") ? 0 : name.startsWith("learning_rate") ? 2 : 1;
  }

  /** Index of the best epoch of a log; -1 where no value is finite. */
  int best(String log) {
    double[] values = logs.get(log);
    double sign = rising.contains(plain(log)) ? -1 : 1;
    int best = -1;
    for (int epoch = 0; epoch < values.length; epoch++) {
      boolean better = best < 0 || sign * values[epoch] < sign * values[best];
      if (Double.isFinite(values[epoch]) && better) {
        best = epoch;
      }
    }
    return best;
  }

  /** The last value measured; NaN where there is none. */
  double last(String log) {
    double[] values = logs.get(log);
    for (int epoch = values.length - 1; epoch >= 0; epoch--) {
      if (!Double.isNaN(values[epoch])) {
        return values[epoch];
      }
    }
    return Double.NaN;
  }

  static String plain(String name) {
    return name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveSet that
        && Arrays.equals(epochs, that.epochs)
        && rising.equals(that.rising)
        && logs.keySet().equals(that.logs.keySet())
        && logs.keySet().stream()
            .allMatch(name -> Arrays.equals(logs.get(name), that.logs.get(name)));
  }

  @Override
  public int hashCode() {
    return 31 * logs.keySet().hashCode() + Arrays.hashCode(epochs);
  }
}
