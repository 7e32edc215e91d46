package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Rules;
import dev.braid.benchmarks.measure.TrainingContest;
import dev.braid.benchmarks.workloads.Size;
import dev.braid.benchmarks.workloads.Workload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How long a training step takes. */
@Command(
    name = "train",
    description = "Milliseconds a training step takes, data handling included, when all is warm.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private Shared shared;

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    return shared.report("train", "Training", shared.workloads(), w -> compare(w, rules));
  }

  private Comparison compare(Workload workload, Rules rules) {
    Size size = workload.usual();
    String title = workload.title() + ", b" + size.batch();
    return new TrainingContest(title, workload, size, shared.batches(workload), rules).run();
  }
}
