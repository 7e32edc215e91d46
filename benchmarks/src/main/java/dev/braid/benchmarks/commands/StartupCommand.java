package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.ProcessMeasurements;
import dev.braid.benchmarks.measure.Rules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the time until a program has trained its first step. */
@Command(
    name = "startup",
    description = "Seconds from the start of a process until its first step is trained.")
final class StartupCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared;

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    return shared.report(
        "startup",
        "Start",
        shared.workloads(),
        w -> new ProcessMeasurements(w, rules).firstStep(w.title()));
  }
}
