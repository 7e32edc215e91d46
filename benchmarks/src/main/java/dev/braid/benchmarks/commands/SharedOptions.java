package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.Launch;
import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Rules;
import dev.braid.benchmarks.report.MarkdownTable;
import dev.braid.benchmarks.report.Report;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that all commands share. */
final class SharedOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints these options.")
  @SuppressWarnings("UnusedVariable") // picocli handles the option
  private boolean help;

  @Option(
      names = {"-e", "--engines"},
      split = ",",
      description = "The engines; by default all that are found.")
  private List<String> engines =
      List.of("braid", "dl4j", "djl", "pytorch", "keras-tensorflow", "keras-jax");

  @Option(
      names = {"-w", "--workloads"},
      split = ",",
      description = "The workloads; by default all.")
  private List<String> workloads = Workloads.ALL.stream().map(Workload::name).toList();

  @Option(names = "--python", description = "Interpreter of the Python engines (${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(names = "--rounds", description = "Measurements of each engine (${DEFAULT-VALUE}).")
  private int rounds = 15;

  @Option(names = "--warm-up", description = "Seconds of warm-up (${DEFAULT-VALUE}).")
  private double warmUp = 10;

  @Option(names = "--turn", description = "Minimum seconds of a measurement (${DEFAULT-VALUE}).")
  private double turn = 1;

  @Option(
      names = "--batches",
      description = "Batches in an epoch; by default the workload's number.")
  private Integer batches;

  @Option(names = "--cores", description = "Cores that an engine may use; by default all.")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--out", description = "Folder for the results (${DEFAULT-VALUE}).")
  private Path out = Path.of("target", "benchmarks");

  List<Workload> workloads() {
    return workloads.stream().map(Workloads::named).toList();
  }

  int batches(Workload workload) {
    return batches == null ? workload.batches() : batches;
  }

  int cores() {
    return cores;
  }

  Rules rules() {
    return rules(cores);
  }

  /** The same rules with a number of cores. */
  Rules rules(int usedCores) {
    return new Rules(
        engines.stream().map(Engine::of).toList(),
        new Launch(python, usedCores, out.resolve("run").toAbsolutePath()),
        rounds,
        warmUp,
        turn);
  }

  /** Runs a comparison for each item and prints the results. */
  <T> int report(String name, String title, List<T> items, Function<T, Comparison> compare)
      throws IOException {
    List<Comparison> comparisons = new ArrayList<>();
    for (T item : items) {
      System.err.println(
          name + ": " + item + " (" + (comparisons.size() + 1) + "/" + items.size() + ")");
      Comparison comparison = compare.apply(item);
      comparisons.add(comparison);
      System.err.println(
          MarkdownTable.of(List.of(comparison)) + MarkdownTable.remarks(List.of(comparison)));
      // an interrupted run keeps its results
      new Report(name, title, machine(comparisons), comparisons).write(out);
    }
    System.out.println(new Report(name, title, machine(comparisons), comparisons).text());
    System.err.println("written to " + out.toAbsolutePath());
    return 0;
  }

  private static String cpu() {
    String architecture = System.getProperty("os.arch");
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(architecture);
    } catch (IOException elsewhere) {
      return architecture;
    }
  }

  private Map<String, Object> machine(List<Comparison> comparisons) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("machine", cpu() + ", " + System.getProperty("os.name"));
    machine.put("Java", System.getProperty("java.vendor") + " " + Runtime.version());
    machine.put("cores", cores + " of " + Runtime.getRuntime().availableProcessors());
    machine.put("rounds", rounds + ", " + turn + " s a turn, " + warmUp + " s of warm-up");
    for (Comparison comparison : comparisons) {
      comparison.rows().stream()
          .filter(row -> row.facts().containsKey("version"))
          .forEach(row -> machine.putIfAbsent(row.label(), row.facts().get("version")));
    }
    return machine;
  }
}
