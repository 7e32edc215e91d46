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
 * What callbacks promise holds for a real model in a process that is killed.
 *
 * <p>{@code -Dbraid.kills=150} kills more often and tells what was found.
 */
class KilledModelTest {
  private static final String PROPERTY = "braid.kills";
  private static final int KILLS = Integer.getInteger(PROPERTY, 5);
  private static final int LONGEST_LIFE = 3;
  private static final int EPOCHS = KILLS * LONGEST_LIFE;

  private static final long PARAMS = 6 * 400 + 400 + 400 * 400 + 400 + 4 * 400 + 400 + 1;

  @TempDir Path folder;

  /** How long the callbacks wrote at the end of each epoch of a process, when it was last seen. */
  private final long[] savingNanos = new long[LONGEST_LIFE];

  private final Random random = new Random(Long.getLong("braid.kills.seed", 6));
  private int kills;
  private int killsWithDrafts;
  private int drafts;
  private int checkpoints;
  private int weights;

  @Test
  void should_end_with_the_numbers_of_an_undisturbed_run_and_whole_files() throws Exception {
    Path apart = Files.createDirectory(folder.resolve("apart"));
    String expected = KilledModel.run(apart, EPOCHS);
    Arrays.fill(savingNanos, TimeUnit.MILLISECONDS.toNanos(200));
    while (kills < KILLS && !Files.exists(folder.resolve("result"))) {
      killSomewhere();
      assertWholeFiles();
    }
    Process last = start();
    last.getOutputStream().write(new byte[EPOCHS]);
    last.getOutputStream().close();
    last.inputReader().transferTo(Writer.nullWriter());
    assertThat(last.waitFor()).isZero();

    assertThat(kills).isEqualTo(KILLS);
    assertThat(checkpoints).as("kills after which there was a checkpoint").isPositive();
    assertThat(folder.resolve("result")).hasContent(expected);
    assertThat(folder.resolve("backup")).as("it is not needed any more").doesNotExist();
    assertThat(files(folder))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("apart", "log.csv", "model.keras", "model.weights.h5", "result");
    assertThat(Files.readAllLines(folder.resolve("log.csv")).stream().skip(1))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .as("each epoch once")
        .containsExactlyElementsOf(IntStream.range(0, EPOCHS).mapToObj(String::valueOf).toList());
    if (System.getProperty(PROPERTY) != null) {
      System.out.printf(
          "%d kills; %d left %d drafts, all removed by the next run; %d checkpoints and %d files"
              + " of weights were loaded; the end was that of an undisturbed run of %d epochs.%n",
          kills, killsWithDrafts, drafts, checkpoints, weights, EPOCHS);
    }
  }

  /** Starts the program, lets it train some epochs, and kills it at any moment. */
  private void killSomewhere() throws IOException, InterruptedException {
    Process program = start();
    BufferedReader told = program.inputReader();
    await(told, "epoch");
    assertThat(drafts(program)).as("drafts of processes that were killed").isEmpty();
    int whole = random.nextInt(LONGEST_LIFE);
    program.getOutputStream().write(new byte[whole + 1]);
    program.getOutputStream().flush();
    for (int epoch = 0; epoch < whole; epoch++) {
      await(told, "saving");
      long begin = System.nanoTime();
      await(told, "epoch");
      savingNanos[epoch] = System.nanoTime() - begin;
    }
    if (random.nextInt(4) > 0) {
      await(told, "saving");
    }
    // the first files that a process writes take it longest
    TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * 1.2 * savingNanos[whole]));
    program.destroyForcibly();
    program.waitFor();
    kills++;
    int left = 0;
    for (Path draft : drafts(null)) {
      // the mark of the backup is empty, and left by every kill
      left += Files.size(draft) > 0 ? 1 : 0;
    }
    drafts += left;
    killsWithDrafts += left > 0 ? 1 : 0;
  }

  private void assertWholeFiles() throws IOException {
    if (Files.exists(folder.resolve("model.keras"))) {
      assertThat(Model.load(folder.resolve("model.keras")).countParams()).isEqualTo(PARAMS);
      checkpoints++;
    }
    if (Files.exists(folder.resolve("model.weights.h5"))) {
      KilledModel.model().loadWeights(folder.resolve("model.weights.h5"));
      weights++;
    }
  }

  /** Drafts that a process has not made itself. */
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

  private static void await(BufferedReader told, String word) throws IOException {
    String line = told.readLine();
    while (line != null && !line.startsWith(word)) {
      line = told.readLine();
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
