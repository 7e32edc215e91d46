package dev.braid.callbacks;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and backups while threads are interrupted, and while several runs write one file. */
class SharedFilesTest {
  @TempDir Path folder;

  private static History fit(int epochs, Callback... callbacks) {
    Tensor in = input("in", 4);
    Model model = Model.inputs(in).outputs(in.then(dense(32, TANH)).then(dense(1)));
    model.compile(adam(), mse());
    return model.fit(
        new float[8][4],
        new float[8],
        epochs(epochs).batchSize(4).verbose(Verbosity.SILENT).callbacks(callbacks));
  }

  /** Starts a run in a separate thread. */
  private static FutureTask<History> start(String thread, int epochs, Callback... callbacks) {
    FutureTask<History> run = new FutureTask<>(() -> fit(epochs, callbacks));
    new Thread(run, thread).start();
    return run;
  }

  @Test
  void should_end_cleanly_with_a_complete_checkpoint_if_it_is_interrupted_while_it_saves()
      throws Exception {
    Path file = folder.resolve("model.keras");
    for (int i = 0; i < 8; i++) {
      CountDownLatch saving = new CountDownLatch(1);
      List<Callback.Ending> endings = new ArrayList<>();
      List<Boolean> interrupted = new ArrayList<>();
      FutureTask<Void> run =
          new FutureTask<>(
              () -> {
                fit(
                    Integer.MAX_VALUE,
                    lambdaCallback().onEpochEnd((epoch, logs, context) -> saving.countDown()),
                    modelCheckpoint(file),
                    tensorBoard(folder.resolve("board")),
                    backupAndRestore(folder.resolve("backup")),
                    lambdaCallback().onTrainEnd((logs, context) -> endings.add(context.ending())));
                interrupted.add(Thread.interrupted());
                return null;
              });
      Thread thread = new Thread(run);
      thread.start();
      saving.await();
      Thread.sleep(i);
      thread.interrupt();
      run.get();
      assertThat(endings).containsExactly(Callback.Ending.INTERRUPTED);
      assertThat(interrupted).as("the caller of the run sees the interrupt").containsExactly(true);
      assertThat(Model.load(file).countParams()).isEqualTo(193);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("model.keras", "board", "backup");
    }
  }

  @Test
  void should_load_a_complete_model_while_three_runs_save_it() throws Exception {
    Path file = folder.resolve("model.keras");
    fit(1, modelCheckpoint(file));
    List<FutureTask<History>> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(start("run " + i, 20, modelCheckpoint(file)));
    }
    int loads = 0;
    while (!runs.stream().allMatch(FutureTask::isDone)) {
      assertThat(Model.load(file).countParams()).isEqualTo(193);
      loads++;
    }
    for (FutureTask<History> run : runs) {
      assertThat(run.get().epochs()).isEqualTo(20);
    }
    assertThat(loads).isGreaterThan(3);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void should_refuse_a_backup_folder_that_another_run_uses() throws Exception {
    Path backup = folder.resolve("backup");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    BackupAndRestore callback = backupAndRestore(backup);
    FutureTask<History> first =
        start(
            "first",
            3,
            callback,
            lambdaCallback()
                .onEpochEnd(
                    (epoch, logs, run) -> {
                      inside.countDown();
                      await(done);
                    }));
    inside.await();
    for (BackupAndRestore second : List.of(backupAndRestore(backup), callback)) {
      assertThatThrownBy(() -> fit(1, second))
          .isInstanceOf(StructureException.class)
          .hasMessage(
              """
              backupAndRestore cannot begin:
                [backup-in-use]  "%s": the thread "first" of this program is training with this folder. Give each run a separate folder.
                See src/docs/errors.md#backup-in-use"""
                  .formatted(backup));
    }
    fit(1, backupAndRestore(folder.resolve("another")));
    done.countDown();
    assertThat(first.get().epochs()).isEqualTo(3);
    assertThat(backup).doesNotExist();
    fit(1, callback);
    assertThat(folder).isEmptyDirectory();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
