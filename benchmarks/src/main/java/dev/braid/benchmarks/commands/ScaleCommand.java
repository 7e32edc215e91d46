package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Rules;
import dev.braid.benchmarks.measure.TrainingComparison;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how the time of a step grows. */
@Command(
    name = "scale",
    description = "How the time of a training step grows with batch, cores, length and width.")
final class ScaleCommand implements Callable<Integer> {
  /** The dimensions of growth. */
  enum Axis {
    batch,
    cores,
    length,
    width
  }

  private static final List<Double> FACTORS = List.of(0.5, 1.0, 2.0, 4.0);

  @Mixin private SharedOptions shared;

  @Option(
      names = "--by",
      split = ",",
      description = "What grows: ${COMPLETION-CANDIDATES}; by default all.")
  private List<Axis> axes = List.of(Axis.values());

  private record Item(Workload workload, String what, WorkloadSize size, int batches, int cores) {
    @Override
    public String toString() {
      return workload.title() + ", " + what;
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Item> items = new ArrayList<>();
    for (Axis axis : axes) {
      shared.workloads().forEach(w -> items.addAll(items(axis, w)));
    }
    return shared.report("scale", "Scale", items, this::compare);
  }

  private List<Item> items(Axis axis, Workload w) {
    WorkloadSize usual = w.usual();
    return switch (axis) {
      case batch -> IntStream.of(8, 32, 128, 512, 1024).mapToObj(n -> batch(w, n)).toList();
      case cores ->
          IntStream.rangeClosed(1, shared.cores())
              .mapToObj(n -> item(w, "cores " + n, usual, n))
              .toList();
      case length ->
          w.hasSequences()
              ? FACTORS.stream()
                  .map(f -> (int) (usual.length() * f))
                  .map(n -> item(w, "length " + n, usual.withLength(n), shared.cores()))
                  .toList()
              : List.of();
      case width ->
          FACTORS.stream()
              .map(f -> item(w, "width " + f, usual.withWidth(f), shared.cores()))
              .toList();
    };
  }

  private Item item(Workload w, String what, WorkloadSize size, int cores) {
    return new Item(w, what, size, shared.batches(w), cores);
  }

  /** Keeps the number of samples in an epoch, if that gives enough batches. */
  private Item batch(Workload w, int batch) {
    int batches = Math.max(4, shared.batches(w) * w.usual().batch() / batch);
    return new Item(w, "batch " + batch, w.usual().withBatch(batch), batches, shared.cores());
  }

  private Comparison compare(Item item) {
    Rules rules = shared.rules(item.cores());
    return new TrainingComparison(
            item.toString(), item.workload(), item.size(), item.batches(), rules)
        .run();
  }
}
