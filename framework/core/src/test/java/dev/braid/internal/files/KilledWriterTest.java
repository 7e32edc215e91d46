package dev.braid.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behavior after processes are killed while they write. */
class KilledWriterTest {
  @TempDir Path folder;

  private Process program;

  /** Writes the beginning of a file, or claims it, and then waits until it is killed. */
  static final class Program {
    private Program() {}

    public static void main(String... args) throws IOException {
      Path file = Path.of(args[1]);
      if (args[0].equals("claim")) {
        FileClaim claim = FileClaim.of(file);
        System.out.println(claim.holder().isEmpty());
        System.in.read();
        claim.close();
      } else {
        AtomicFile.write(
            file,
            out -> {
              out.write(new byte[200_000]);
              System.out.println("begun");
              System.in.read();
            });
      }
    }
  }

  private void start(String what, Path file) throws IOException {
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                what,
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(program.inputReader().readLine()).isIn("begun", "true");
  }

  private void kill() throws InterruptedException {
    program.destroyForcibly();
    program.waitFor();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (program != null) {
      kill();
    }
  }

  private List<String> drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  @Test
  void should_remove_the_draft_of_a_killed_writer_and_keep_that_of_a_live_one() throws Exception {
    Path file = folder.resolve("file");
    Files.writeString(file, "old");
    start("write", file);
    AtomicFile.check(folder.resolve("another"));
    assertThat(drafts()).as("its writer is alive").hasSize(1);
    AtomicFile.write(file, out -> out.write('n'));
    assertThat(drafts()).hasSize(1);

    kill();
    assertThat(drafts()).hasSize(1);
    AtomicFile.check(file);
    assertThat(drafts()).isEmpty();
    assertThat(file).hasContent("n");
  }

  @Test
  void should_let_a_writer_finish_while_others_sweep() throws Exception {
    Path file = folder.resolve("file");
    start("write", file);
    StaleDrafts.sweep(folder);
    program.outputWriter().write('\n');
    program.outputWriter().flush();
    assertThat(program.waitFor()).isZero();
    assertThat(file).hasSize(200_000);
    assertThat(drafts()).isEmpty();
  }

  @Test
  void should_keep_drafts_of_other_machines_for_a_day() throws IOException {
    Path fresh = Files.createFile(folder.resolve(".file.machine-1-2-3.braid.tmp"));
    Path old = Files.createFile(folder.resolve(".file.machine-1-2-4.braid.tmp"));
    Path another = Files.createFile(folder.resolve(".file.tmp"));
    Instant daysAgo = Instant.now().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(old, FileTime.from(daysAgo));
    Files.setLastModifiedTime(another, FileTime.from(daysAgo));
    AtomicFile.check(folder.resolve("file"));
    assertThat(drafts())
        .containsExactlyInAnyOrder(
            fresh.getFileName().toString(), another.getFileName().toString());
  }

  @Test
  void should_claim_a_file_for_one_run_at_a_time() throws Exception {
    Path file = folder.resolve("file");
    start("claim", file);
    assertThat(FileClaim.of(file).holder()).hasValue("another program");
    assertThat(FileClaim.of(folder.resolve("other")).holder()).isEmpty();
    kill();
    try (FileClaim own = FileClaim.of(file)) {
      assertThat(own.holder()).isEmpty();
      String thread = Thread.currentThread().getName();
      assertThat(FileClaim.of(folder.resolve("../" + folder.getFileName() + "/file")).holder())
          .hasValue("the thread \"" + thread + "\" of this program");
    }
    FileClaim.of(file).close();
  }
}
