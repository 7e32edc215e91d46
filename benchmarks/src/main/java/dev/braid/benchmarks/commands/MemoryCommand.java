package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.ProcessMeasurements;
import dev.braid.benchmarks.measure.Rules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the memory of training. */
@Command(
    name = "memory",
    description = "The maximum memory of a process that trains for the seconds of --warm-up.")
final class MemoryCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared;

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    return shared.report(
        "memory",
        "Memory",
        shared.workloads(),
        w -> new ProcessMeasurements(w, rules).peakMemory(w.title(), shared.batches(w)));
  }
}
