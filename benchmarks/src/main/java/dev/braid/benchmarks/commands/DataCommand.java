package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.data.Form;
import dev.braid.benchmarks.data.Handling;
import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Stopwatch;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What data costs. */
@Command(
    name = "data",
    description =
        "Milliseconds to check arrays and to make shuffled batches of them, beside a plain copy.")
final class DataCommand implements Callable<Integer> {
  private static final String BATCHES = "batches";

  @Mixin private Shared shared;

  @Option(names = "--rows", description = "Samples in the arrays (${DEFAULT-VALUE}).")
  private int rows = 16_384;

  @Option(names = "--batch", description = "Samples in a batch (${DEFAULT-VALUE}).")
  private int batch = 128;

  @Override
  public Integer call() throws Exception {
    return shared.report("data", "Data", Arrays.asList(Form.values()), this::compare);
  }

  private Comparison compare(Form form) {
    Handling handling = new Handling(form, rows, batch);
    TrainingData<Minibatch> data = handling.check();
    int[] epoch = {0};
    Stopwatch stopwatch = new Stopwatch(shared.rules());
    stopwatch.contender(BATCHES, () -> handling.batches(data, epoch[0]++));
    stopwatch.contender("checks", handling::check);
    stopwatch.contender("memory copy", handling::memoryCopy);
    String title = form.title() + ", " + form.bytes(rows) / (1 << 20) + " MiB";
    return stopwatch.run(new Comparison.Gathering(title, "ms", BATCHES));
  }
}
