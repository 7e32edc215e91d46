package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other callbacks promise holds for a real model in a process that is killed. */
class KilledModelTest {
  private static final int MOST_KILLS = 5;

  @TempDir Path folder;

  @Test
  void should_end_with_the_numbers_of_an_uninterrupted_run_and_whole_checkpoints()
      throws Exception {
    Path apart = Files.createDirectory(folder.resolve("apart"));
    String expected = KilledModel.run(apart);
    Random random = new Random(6);
    int kills = 0;
    for (; kills < MOST_KILLS && !Files.exists(folder.resolve("result")); kills++) {
      Process program = start();
      await(program.inputReader(), "epoch");
      program.getOutputStream().write(new byte[1 + random.nextInt(2)]);
      program.getOutputStream().flush();
      await(program.inputReader(), "saving");
      // at any moment while files are written, or just after
      Thread.sleep(random.nextInt(60));
      program.destroyForcibly();
      program.waitFor();
      if (Files.exists(folder.resolve("model.keras"))) {
        assertThat(Model.load(folder.resolve("model.keras")).countParams()).isEqualTo(193);
      }
    }
    Process last = start();
    last.getOutputStream().write(new byte[20]);
    last.getOutputStream().close();
    last.inputReader().transferTo(java.io.Writer.nullWriter());
    assertThat(last.waitFor()).isZero();

    assertThat(kills).isGreaterThan(3);
    assertThat(folder.resolve("result")).hasContent(expected);
    assertThat(folder.resolve("backup")).as("it is not needed any more").doesNotExist();
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
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
