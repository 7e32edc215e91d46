package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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
  private static final int EPOCHS = Math.max(8, KILLS * 3 / 2);

  @TempDir Path folder;

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
    while (kills < KILLS && !Files.exists(folder.resolve("result"))) {
      killSomewhere();
      assertWholeFiles();
    }
    Process last = start();
    last.getOutputStream().write(new byte[EPOCHS]);
    last.getOutputStream().close();
    last.inputReader().transferTo(Writer.nullWriter());
    assertThat(last.waitFor()).isZero();

    assertThat(kills).isGreaterThan(3);
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

  /** Starts the program, lets it train an epoch or two, and kills it at any moment. */
  private void killSomewhere() throws IOException, InterruptedException {
    Process program = start();
    await(program.inputReader(), "epoch");
    assertThat(drafts(program)).as("drafts of processes that were killed").isEmpty();
    program.getOutputStream().write(new byte[1 + random.nextInt(2)]);
    program.getOutputStream().flush();
    if (random.nextInt(4) > 0) {
      await(program.inputReader(), "saving");
    }
    Thread.sleep(random.nextInt(60));
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
      assertThat(Model.load(folder.resolve("model.keras")).countParams()).isEqualTo(193);
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
