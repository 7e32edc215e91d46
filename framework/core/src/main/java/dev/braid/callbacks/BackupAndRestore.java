package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.files.FileWriteException;
import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.files.FileClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Saves a backup of the run, from which the same program resumes after it was killed.
 *
 * <p>The backup contains the model, the optimizer's state, the random generators, the state of the
 * other callbacks and the history, so that a resumed run has the same results as an uninterrupted
 * one. With {@link #saveFreq} it may resume in the middle of an epoch: the weights are those of an
 * uninterrupted run, while that epoch's means include only the batches after the backup.
 */
public final class BackupAndRestore implements Callback {
  private final Path folder;
  private int everyBatches;
  private boolean deleteAtEnd = true;
  private int seen;
  private @Nullable FileClaim claim;
  private @Nullable Context owner;

  public BackupAndRestore(Path folder) {
    this.folder = folder;
  }

  /** Also saves a backup after every given number of batches. */
  public BackupAndRestore saveFreq(int batches) {
    return with(copy -> copy.everyBatches = CallbackOptions.atLeast(1, "saveFreq", batches));
  }

  /** Keeps the backup at the end of the run. */
  public BackupAndRestore keepAtEnd() {
    return with(copy -> copy.deleteAtEnd = false);
  }

  private BackupAndRestore with(Consumer<BackupAndRestore> change) {
    BackupAndRestore copy = new BackupAndRestore(folder);
    copy.everyBatches = everyBatches;
    copy.deleteAtEnd = deleteAtEnd;
    change.accept(copy);
    return copy;
  }

  private Path file() {
    return folder.resolve("latest.run");
  }

  @Override
  public boolean savesRun() {
    return true;
  }

  @Override
  public boolean followsBatches() {
    return everyBatches > 0;
  }

  @Override
  public void onTrainBegin(Context run) {
    claim(run);
    seen = 0;
    if (Files.exists(file())) {
      run.resumeRun(() -> Files.newInputStream(file()));
    }
  }

  /** Refuses a backup that another run uses, since each would resume with the other's weights. */
  private void claim(Context run) {
    FileClaim newClaim;
    try {
      newClaim = FileClaim.of(file());
    } catch (FileWriteException e) {
      throw OutputFileCheck.unwritable("backupAndRestore", file(), e);
    }
    if (newClaim.holder().isPresent()) {
      throw StructureException.of(
          "backupAndRestore cannot begin",
          Problem.of(
                  "backup-in-use",
                  folder.toString(),
                  newClaim.holder().get() + " is training with this folder")
              .fix("Give each run a separate folder."));
    }
    claim = newClaim;
    owner = run;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    save(run);
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs, Context run) {
    seen++;
    if (seen >= everyBatches) {
      save(run);
    }
  }

  private void save(Context run) {
    seen = 0;
    try {
      AtomicFile.write(file(), run::saveRun);
    } catch (FileWriteException e) {
      throw OutputFileCheck.failed("backupAndRestore", file(), e);
    }
  }

  @Override
  public void onTrainEnd(Logs logs, Context run) {
    if (claim == null || owner != run) {
      return;
    }
    boolean finished = run.ending() == Ending.COMPLETED || run.ending() == Ending.STOPPED;
    try {
      claim.close();
      owner = null;
      if (deleteAtEnd && finished) {
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException othersUseIt) {
      run.tell("The backup is deleted; its folder " + folder + " contains other files.");
    } catch (IOException e) {
      throw new UncheckedIOException("The backup " + file() + " could not be deleted", e);
    }
  }
}
