package dev.braid.callbacks;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.files.AtomicFile;
import dev.braid.files.FileWriteException;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.nio.file.Path;

/** The file of a callback: whether it can be written, and what to say when it could not. */
final class Destination {
  private Destination() {}

  /** Makes sure before a run that a file can be written. */
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
            .fix("Choose a folder that exists, or can be made, and takes files."));
  }

  /** The exception that ends a run whose file could not be written. */
  static TrainingException failed(String callback, Path target, IOException e) {
    FileWriteException failure =
        e instanceof FileWriteException known ? known : FileWriteException.of(target, e);
    return new TrainingException(
        "%s could not write \"%s\": %s.%s"
            .formatted(
                callback,
                target,
                failure.reason(),
                e == failure && failure.kept() ? " The older file there is left as it was." : ""),
        e);
  }
}
