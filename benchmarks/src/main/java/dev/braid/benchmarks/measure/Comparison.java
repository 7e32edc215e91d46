package dev.braid.benchmarks.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison of several contenders, measured in turns; lower values are better.
 *
 * @param title the measured work
 * @param unit of the values
 * @param baseline the label of the baseline row
 * @param rows of the contenders
 * @param remarks the contenders that could not run, and unequal work
 */
public record Comparison(
    String title, String unit, String baseline, List<ComparisonRow> rows, List<String> remarks) {

  public Optional<ComparisonRow> row(String label) {
    return rows.stream().filter(r -> r.label().equals(label)).findFirst();
  }

  /** The fastest contender except the baseline. */
  public Optional<ComparisonRow> bestPeer() {
    return rows.stream()
        .filter(r -> !r.label().equals(baseline))
        .min(Comparator.comparingDouble(r -> r.value().median()));
  }

  /** Collects the measurements of contenders, round by round. */
  public static final class Builder {
    private final String title;
    private final String unit;
    private final String baseline;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    public Builder(String title, String unit, String baseline) {
      this.title = title;
      this.unit = unit;
      this.baseline = baseline;
    }

    public void add(String label, double value) {
      values.computeIfAbsent(label, l -> new ArrayList<>()).add(value);
    }

    public void fact(String label, String name, Object fact) {
      facts.computeIfAbsent(label, l -> new LinkedHashMap<>()).put(name, fact);
    }

    public void remark(String remark) {
      remarks.add(remark);
    }

    /** Builds the comparison without contenders that failed, since ratios require pairs. */
    public Comparison done() {
      int rounds = values.values().stream().mapToInt(List::size).max().orElse(0);
      double[] base = array(values.getOrDefault(baseline, List.of()));
      List<ComparisonRow> rows = new ArrayList<>();
      values.forEach(
          (label, list) -> {
            if (list.size() == rounds) {
              double[] own = array(list);
              Quartiles ratio = base.length == rounds ? Quartiles.ofRatios(base, own) : null;
              rows.add(
                  new ComparisonRow(
                      label, own, Quartiles.of(own), ratio, facts.getOrDefault(label, Map.of())));
            }
          });
      return new Comparison(title, unit, baseline, rows, List.copyOf(remarks));
    }

    private static double[] array(List<Double> list) {
      return list.stream().mapToDouble(d -> d).toArray();
    }
  }
}
