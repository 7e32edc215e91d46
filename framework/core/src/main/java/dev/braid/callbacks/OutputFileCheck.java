package dev.braid.callbacks;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.files.FileWriteException;
import dev.braid.internal.files.AtomicFile;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks that the output file of a callback can be written, and creates the exceptions for
 * failures.
 */
final class OutputFileCheck {
  private OutputFileCheck() {}

  /** Checks before a run that a file can be written. */
  static void check(String callback, Path target) {
    try {
      AtomicFile.check(target);
    } catch (FileWriteException e) {
      throw unwritable(callback, target, e);
    }
  }

  static StructureException unwritable(String callback, Path target, FileWriteException e) {
    return StructureException.of(
        callback + " cannot write",
        Problem.of("unwritable", target.toString(), e.reason())
            .fix("Choose a writable folder that exists or can be created."));
  }

  /** Returns the exception that ends a run whose file could not be written. */
  static TrainingException failed(String callback, Path target, IOException e) {
    FileWriteException failure =
        e instanceof FileWriteException known ? known : FileWriteException.of(target, e);
    return new TrainingException(
        "%s could not write \"%s\": %s.%s"
            .formatted(
                callback,
                target,
                failure.reason(),
                e == failure && failure.kept() ? " The existing file is unchanged." : ""),
        e);
  }
}
