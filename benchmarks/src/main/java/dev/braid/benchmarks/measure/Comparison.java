package dev.braid.benchmarks.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing measured on several contenders in turns; less is better.
 *
 * @param title what was done
 * @param unit of the values
 * @param baseline the label of the row that the others are compared with
 * @param rows of those that took part
 * @param remarks who could not take part and why, and what was not equal
 */
public record Comparison(
    String title, String unit, String baseline, List<Row> rows, List<String> remarks) {

  public Optional<Row> row(String label) {
    return rows.stream().filter(r -> r.label().equals(label)).findFirst();
  }

  /** The fastest of those that are not the baseline. */
  public Optional<Row> bestPeer() {
    return rows.stream()
        .filter(r -> !r.label().equals(baseline))
        .min(Comparator.comparingDouble(r -> r.value().median()));
  }

  /** Gathers what contenders do, round by round. */
  public static final class Gathering {
    private final String title;
    private final String unit;
    private final String baseline;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    public Gathering(String title, String unit, String baseline) {
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

    /** Leaves out whoever dropped out on the way; a comparison wants pairs. */
    public Comparison done() {
      int rounds = values.values().stream().mapToInt(List::size).max().orElse(0);
      double[] base = array(values.getOrDefault(baseline, List.of()));
      List<Row> rows = new ArrayList<>();
      values.forEach(
          (label, list) -> {
            if (list.size() == rounds) {
              double[] own = array(list);
              Spread ratio = base.length == rounds ? Spread.ofRatios(base, own) : null;
              rows.add(
                  new Row(label, own, Spread.of(own), ratio, facts.getOrDefault(label, Map.of())));
            }
          });
      return new Comparison(title, unit, baseline, rows, List.copyOf(remarks));
    }

    private static double[] array(List<Double> list) {
      return list.stream().mapToDouble(d -> d).toArray();
    }
  }
}
