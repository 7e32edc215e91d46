package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.FreshStarts;
import dev.braid.benchmarks.measure.Rules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How much memory training takes. */
@Command(
    name = "memory",
    description =
        "The most memory that a process holds while it trains for the seconds of --warm-up.")
final class MemoryCommand implements Callable<Integer> {
  @Mixin private Shared shared;

  @Override
  public Integer call() throws Exception {
    Rules rules = shared.rules();
    return shared.report(
        "memory",
        "Memory",
        shared.workloads(),
        w -> new FreshStarts(w, rules).peakMemory(w.title(), shared.batches(w)));
  }
}
