package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.PredictionComparison;
import dev.braid.benchmarks.measure.Rules;
import dev.braid.benchmarks.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the time of a prediction. */
@Command(
    name = "predict",
    description = "Milliseconds for a prediction: of one sample, and of many.")
final class PredictCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared;

  @Option(
      names = "--rows",
      split = ",",
      description = "Samples in a prediction (${DEFAULT-VALUE}).")
  private List<Integer> rows = List.of(1, 256);

  private record Item(Workload workload, int rows) {
    @Override
    public String toString() {
      return workload.title() + (rows == 1 ? ", 1 sample" : ", " + rows + " samples");
    }
  }

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    List<Item> items = new ArrayList<>();
    rows.forEach(count -> shared.workloads().forEach(w -> items.add(new Item(w, count))));
    return shared.report("predict", "Prediction", items, item -> compare(item, rules));
  }

  private static Comparison compare(Item item, Rules rules) {
    return new PredictionComparison(item.toString(), item.workload(), item.rows(), rules).run();
  }
}
