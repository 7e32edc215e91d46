package dev.braid.benchmarks.commands;

import dev.braid.benchmarks.data.DataHandling;
import dev.braid.benchmarks.data.InputForm;
import dev.braid.benchmarks.measure.Comparison;
import dev.braid.benchmarks.measure.Stopwatch;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures data handling. */
@Command(
    name = "data",
    description =
        "Milliseconds to check arrays and to create shuffled batches of them, compared"
            + " with a plain copy.")
final class DataCommand implements Callable<Integer> {
  private static final String BATCHES = "batches";

  @Mixin private SharedOptions shared;

  @Option(names = "--rows", description = "Samples in the arrays (${DEFAULT-VALUE}).")
  private int rows = 16_384;

  @Option(names = "--batch", description = "Samples in a batch (${DEFAULT-VALUE}).")
  private int batch = 128;

  @Override
  public Integer call() throws Exception {
    return shared.report("data", "Data", Arrays.asList(InputForm.values()), this::compare);
  }

  private Comparison compare(InputForm form) {
    DataHandling handling = new DataHandling(form, rows, batch);
    TrainingData<Minibatch> data = handling.check();
    int[] epoch = {0};
    Stopwatch stopwatch = new Stopwatch(shared.rules());
    stopwatch.contender(BATCHES, () -> handling.batches(data, epoch[0]++));
    stopwatch.contender("checks", handling::check);
    stopwatch.contender("memory copy", handling::memoryCopy);
    String title = form.title() + ", " + form.bytes(rows) / (1 << 20) + " MiB";
    return stopwatch.run(new Comparison.Builder(title, "ms", BATCHES));
  }
}
