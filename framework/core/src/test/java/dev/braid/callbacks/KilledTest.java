package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTest {
  private static final int KILLS = 12;
  private static final int KILLED = 128 + 9;

  @TempDir Path folder;

  /** Lets a program write a number of lines, then kills it; returns false if it ended before. */
  private static boolean killed(Process program, int lines) throws Exception {
    KilledProgram.await(program.inputReader(), lines);
    program.destroyForcibly();
    int status = program.waitFor();
    assertThat(status).as("it was killed or ended").isIn(0, KILLED);
    return status == KILLED;
  }

  @Test
  void should_leave_a_complete_checkpoint_whenever_it_is_killed() throws Exception {
    Random random = new Random(9);
    Path file = folder.resolve("model.keras");
    for (int i = 0; i < KILLS; i++) {
      Process program = KilledProgram.start("checkpoint", folder);
      assertThat(killed(program, 5 + random.nextInt(200))).isTrue();
      assertThat(Files.readString(file)).endsWith(KilledProgram.LAST_LINE);
    }
    Process last = KilledProgram.start("checkpoint", folder);
    KilledProgram.await(last.inputReader(), 1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(left -> !left.getFileName().toString().contains(own(last))))
          .as("a run removes the incomplete files of earlier runs")
          .containsExactly(file);
    } finally {
      last.destroyForcibly().waitFor();
    }
  }

  /** Returns the section of draft names that identifies a process. */
  private static String own(Process process) {
    return "-" + Long.toString(process.pid(), Character.MAX_RADIX) + "-";
  }

  @Test
  void should_end_with_the_results_of_an_uninterrupted_run() throws Exception {
    Path reference = Files.createDirectory(folder.resolve("reference"));
    String expected = KilledProgram.backedUp(reference.resolve("backup"), reference);
    Random random = new Random(3);
    boolean killed = true;
    int kills = 0;
    while (killed) {
      Process program = KilledProgram.start("backup", folder);
      int epochs = 2 + random.nextInt(12);
      program.getOutputStream().write(new byte[epochs]);
      program.getOutputStream().flush();
      killed = killed(program, epochs);
      kills += killed ? 1 : 0;
    }
    assertThat(kills).isGreaterThan(3);
    assertThat(folder.resolve("result")).hasContent(expected);
    assertThat(Files.readAllLines(folder.resolve("log.csv")))
        .as("each epoch once")
        .isEqualTo(Files.readAllLines(reference.resolve("log.csv")));
  }

  @Test
  void should_close_files_and_end_cleanly_when_terminated() throws Exception {
    Process program = KilledProgram.start("interrupt", folder);
    KilledProgram.await(program.inputReader(), 40);
    program.destroy();
    program.waitFor();
    assertThat(folder.resolve("end")).hasContent("INTERRUPTED");
    List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
    assertThat(lines).hasSizeGreaterThan(5).allMatch(line -> line.split(",").length == 4);
  }
}
