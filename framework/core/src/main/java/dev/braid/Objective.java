package dev.braid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The loss and metrics of one output: a line of {@code compile}. */
public final class Objective {
  private final String output;
  private final @Nullable Loss loss;
  private final boolean lossless;
  private final double weight;
  private final List<Metric> metrics;
  private final List<Metric> weightedMetrics;

  private Objective(
      String output,
      @Nullable Loss loss,
      boolean lossless,
      double weight,
      List<Metric> metrics,
      List<Metric> weightedMetrics) {
    this.output = output;
    this.loss = loss;
    this.lossless = lossless;
    this.weight = weight;
    this.metrics = List.copyOf(metrics);
    this.weightedMetrics = List.copyOf(weightedMetrics);
  }

  /** The line of an output, which still needs a loss, or {@link #noLoss()}. */
  public static Objective output(String name) {
    return new Objective(name, null, false, 1, List.of(), List.of());
  }

  public Objective loss(Loss other) {
    return new Objective(output, other, false, weight, metrics, weightedMetrics);
  }

  /** Says that this output is not trained; it may still have metrics. */
  public Objective noLoss() {
    return new Objective(output, null, true, weight, metrics, weightedMetrics);
  }

  /** The weight of its loss in the total. */
  public Objective weight(double share) {
    return new Objective(output, loss, lossless, share, metrics, weightedMetrics);
  }

  /** Adds metrics, which look at all samples alike. */
  public Objective metrics(Metric... more) {
    return new Objective(output, loss, lossless, weight, joined(metrics, more), weightedMetrics);
  }

  /** Adds metrics that take sample and class weights into account. */
  public Objective weightedMetrics(Metric... more) {
    return new Objective(output, loss, lossless, weight, metrics, joined(weightedMetrics, more));
  }

  /** All metrics, those that take weights into account last. */
  public List<Metric> allMetrics() {
    return joined(metrics, weightedMetrics.toArray(Metric[]::new));
  }

  /** The same line with those metrics alone that a condition holds for. */
  public Objective withMetrics(Predicate<Metric> condition) {
    return new Objective(
        output,
        loss,
        lossless,
        weight,
        metrics.stream().filter(condition).toList(),
        weightedMetrics.stream().filter(condition).toList());
  }

  private static List<Metric> joined(List<Metric> metrics, Metric... more) {
    List<Metric> all = new ArrayList<>(metrics);
    all.addAll(List.of(more));
    return all;
  }

  /** The output's name. */
  public String output() {
    return output;
  }

  /** The loss, or null. */
  public @Nullable Loss loss() {
    return loss;
  }

  /** True where the output was declared to have no loss. */
  public boolean lossless() {
    return lossless;
  }

  public double weight() {
    return weight;
  }

  public List<Metric> metrics() {
    return metrics;
  }

  public List<Metric> weightedMetrics() {
    return weightedMetrics;
  }
}
