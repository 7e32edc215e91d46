package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Rules;
import dev.braid.benchmarks.measure.TrainingComparison;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the time of a training step. */
@Command(
    name = "train",
    description = "Milliseconds for a training step after warm-up, including data handling.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared;

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    return shared.report("train", "Training", shared.workloads(), w -> compare(w, rules));
  }

  private Comparison compare(Workload workload, Rules rules) {
    WorkloadSize size = workload.usual();
    String title = workload.title() + ", b" + size.batch();
    return new TrainingComparison(title, workload, size, shared.batches(workload), rules).run();
  }
}
