package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callbacks keep their guarantees for a real model in a process that is killed.
 *
 * <p>{@code -Dbraid.kills=150} kills more often and reports the results.
 */
class KilledModelTest {
  private static final String PROPERTY = "braid.kills";
  private static final int KILLS = Integer.getInteger(PROPERTY, 5);
  private static final int MAX_EPOCHS_PER_PROCESS = 3;
  private static final int EPOCHS = KILLS * MAX_EPOCHS_PER_PROCESS;

  private static final long PARAMS = 6 * 400 + 400 + 400 * 400 + 400 + 4 * 400 + 400 + 1;

  @TempDir Path folder;

  /** The last measured duration of writing at the end of each epoch of a process. */
  private final long[] savingNanos = new long[MAX_EPOCHS_PER_PROCESS];

  private final Random random = new Random(Long.getLong("braid.kills.seed", 6));
  private int kills;
  private int killsWithDrafts;
  private int drafts;
  private int checkpoints;
  private int weights;

  @Test
  void should_end_with_the_results_of_an_uninterrupted_run_and_complete_files() throws Exception {
    Path reference = Files.createDirectory(folder.resolve("reference"));
    String expected = KilledModel.run(reference, EPOCHS);
    Arrays.fill(savingNanos, TimeUnit.MILLISECONDS.toNanos(200));
    while (kills < KILLS && !Files.exists(folder.resolve("result"))) {
      killAtRandomMoment();
      assertCompleteFiles();
    }
    Process last = start();
    last.getOutputStream().write(new byte[EPOCHS]);
    last.getOutputStream().close();
    last.inputReader().transferTo(Writer.nullWriter());
    assertThat(last.waitFor()).isZero();

    assertThat(kills).isEqualTo(KILLS);
    assertThat(checkpoints).as("kills after which there was a checkpoint").isPositive();
    assertThat(folder.resolve("result")).hasContent(expected);
    assertThat(folder.resolve("backup")).as("it is not required any more").doesNotExist();
    assertThat(files(folder))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "reference", "log.csv", "model.keras", "model.weights.h5", "result");
    assertThat(Files.readAllLines(folder.resolve("log.csv")).stream().skip(1))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .as("each epoch once")
        .containsExactlyElementsOf(IntStream.range(0, EPOCHS).mapToObj(String::valueOf).toList());
    if (System.getProperty(PROPERTY) != null) {
      System.out.printf(
          "%d kills; %d left %d drafts, all removed by the next run; %d checkpoints and %d files"
              + " of weights were loaded; the result was that of an uninterrupted run of %d epochs.%n",
          kills, killsWithDrafts, drafts, checkpoints, weights, EPOCHS);
    }
  }

  /** Starts the program, lets it train some epochs, and kills it at a random moment. */
  private void killAtRandomMoment() throws IOException, InterruptedException {
    Process program = start();
    BufferedReader output = program.inputReader();
    await(output, "epoch");
    assertThat(drafts(program)).as("drafts of processes that were killed").isEmpty();
    int complete = random.nextInt(MAX_EPOCHS_PER_PROCESS);
    program.getOutputStream().write(new byte[complete + 1]);
    program.getOutputStream().flush();
    for (int epoch = 0; epoch < complete; epoch++) {
      await(output, "saving");
      long begin = System.nanoTime();
      await(output, "epoch");
      savingNanos[epoch] = System.nanoTime() - begin;
    }
    if (random.nextInt(4) > 0) {
      await(output, "saving");
    }
    // the first files that a process writes take longest
    TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * 1.2 * savingNanos[complete]));
    program.destroyForcibly();
    program.waitFor();
    kills++;
    int left = 0;
    for (Path draft : drafts(null)) {
      // the claim of the backup is empty, and left by every kill
      left += Files.size(draft) > 0 ? 1 : 0;
    }
    drafts += left;
    killsWithDrafts += left > 0 ? 1 : 0;
  }

  private void assertCompleteFiles() throws IOException {
    if (Files.exists(folder.resolve("model.keras"))) {
      assertThat(Model.load(folder.resolve("model.keras")).countParams()).isEqualTo(PARAMS);
      checkpoints++;
    }
    if (Files.exists(folder.resolve("model.weights.h5"))) {
      KilledModel.model().loadWeights(folder.resolve("model.weights.h5"));
      weights++;
    }
  }

  /** Returns drafts that a process has not created itself. */
  private List<Path> drafts(Process alive) throws IOException {
    String own = alive == null ? "" : "-" + Long.toString(alive.pid(), Character.MAX_RADIX) + "-";
    return Stream.concat(files(folder).stream(), files(folder.resolve("backup")).stream())
        .filter(file -> file.getFileName().toString().startsWith("."))
        .filter(file -> alive == null || !file.getFileName().toString().contains(own))
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void await(BufferedReader output, String word) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(word)) {
      line = output.readLine();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx400m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledModel.class.getName(),
            folder.toString(),
            Integer.toString(EPOCHS))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
