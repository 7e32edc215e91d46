package dev.braid.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.StructureException;
import dev.braid.internal.environment.FreeMemory;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads damaged files of every kind: each is read or rejected with a documented exception.
 *
 * <p>Nothing else may happen: no other exception, no file that takes longer than the limit, no
 * crash, no message that fills a log, and no changed number where the file has checksums. {@code
 * -Dbraid.fuzz.cases=5000} sets the number of files of each kind, {@code -Dbraid.fuzz.seed=7} sets
 * the first seed, {@code -Dbraid.fuzz.only=PNG} selects one kind. The case that runs is written to
 * {@code target/fuzz/last-case.txt}, where it stays after a crash.
 */
class FuzzTest {
  private static final int CASES = Integer.getInteger("braid.fuzz.cases", 25);
  private static final long SEED = Long.getLong("braid.fuzz.seed", 0);
  private static final String ONLY = System.getProperty("braid.fuzz.only", "");
  private static final int LIMIT_SECONDS = 60;
  private static final int CASES_BETWEEN_COLLECTIONS = 10;
  private static final int LONGEST_MESSAGE = 64 << 10;
  private static final Path TARGET = Path.of("target", "fuzz");

  /** The memory limit of the test, since a model may request all memory and compute for long. */
  private static final String MOST_MEMORY = String.valueOf(256 << 20);

  @TempDir Path folder;

  private final List<String> wrong = new ArrayList<>();
  private int same;
  private int changed;
  private int refused;
  private long slowest;

  @BeforeEach
  void limitMemory() {
    System.setProperty(FreeMemory.PROPERTY, MOST_MEMORY);
  }

  @AfterEach
  void unlimitMemory() {
    System.clearProperty(FreeMemory.PROPERTY);
  }

  @Test
  void should_read_or_reject_every_damaged_file() throws IOException, InterruptedException {
    Files.createDirectories(TARGET);
    List<String> report = new ArrayList<>();
    report.add("| kind | files | rejected | unchanged | other content | slowest ms |");
    report.add("| --- | --- | --- | --- | --- | --- |");
    for (Subject subject : Subjects.all(folder)) {
      if (subject.name().contains(ONLY)) {
        same = 0;
        changed = 0;
        refused = 0;
        slowest = 0;
        attack(subject);
        report.add(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d |",
                subject.name(),
                CASES,
                refused,
                same,
                changed,
                slowest));
        Files.write(TARGET.resolve("report.md"), report);
      }
    }
    Files.deleteIfExists(TARGET.resolve("last-case.txt"));
    assertThat(wrong).isEmpty();
  }

  private void attack(Subject subject) throws IOException, InterruptedException {
    Object[][] sound = new Object[subject.seeds().size()][];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = subject.reading().read(subject.seeds().get(i));
    }
    ExecutorService worker = Executors.newSingleThreadExecutor(FuzzTest::daemon);
    try {
      for (int i = 0; i < CASES; i++) {
        long seed = SEED + i;
        int which = (int) Math.floorMod(seed, sound.length);
        Path real = subject.seeds().get(which);
        byte[] bytes =
            subject.change().apply(Files.readAllBytes(real), new Random(31 * seed + which));
        String name = subject.name() + ", seed " + seed;
        Files.writeString(TARGET.resolve("last-case.txt"), name);
        Path file = Files.write(folder.resolve("damaged-" + real.getFileName()), bytes);
        if (!survives(subject, name, file, sound[which], worker)) {
          return;
        }
        if (i % CASES_BETWEEN_COLLECTIONS == 0) {
          // the models of thousands of files use memory outside the heap, which does not trigger a
          // collection
          System.gc();
        }
      }
    } finally {
      worker.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fuzz");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads one file; returns false if its thread hangs. */
  private boolean survives(
      Subject subject, String name, Path file, Object[] sound, ExecutorService worker)
      throws InterruptedException {
    long start = System.nanoTime();
    Future<Object[]> reading = worker.submit(() -> subject.reading().read(file));
    try {
      Object[] content = reading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (Objects.deepEquals(content, sound)) {
        same++;
      } else {
        changed++;
        if (subject.guarded()) {
          wrong.add(name + ": other content in spite of checksums");
        }
      }
    } catch (TimeoutException e) {
      wrong.add(name + ": not done after " + LIMIT_SECONDS + " s");
      return false;
    } catch (ExecutionException e) {
      refused++;
      checkException(name, e.getCause());
    }
    slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
    return true;
  }

  private void checkException(String name, Throwable thrown) {
    boolean documented =
        thrown instanceof StructureException || thrown instanceof FileFormatException;
    String message = String.valueOf(thrown.getMessage());
    if (!documented) {
      wrong.add(
          name + ": " + thrown + " at " + Arrays.stream(thrown.getStackTrace()).limit(8).toList());
    } else if (message.isBlank() || message.length() > LONGEST_MESSAGE) {
      wrong.add(name + ": a message of " + message.length() + " characters");
    }
  }
}
