package dev.braid.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Thrown if a file cannot be written; states the reason and whether an older file is unchanged. */
public final class FileWriteException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean kept;

  private FileWriteException(Path target, String reason, boolean kept, IOException cause) {
    super(
        "\"%s\" cannot be written: %s.%s"
            .formatted(target, reason, kept ? " The existing file is unchanged." : ""),
        cause);
    this.reason = reason;
    this.kept = kept;
  }

  /** Creates an exception with a readable reason. */
  public static FileWriteException of(Path target, IOException cause) {
    return new FileWriteException(
        target, reason(target, cause), Files.isRegularFile(target), cause);
  }

  /** Returns the reason, such as {@code No space left on device}. */
  public String reason() {
    return reason;
  }

  /** Returns whether the existing file is unchanged. */
  public boolean kept() {
    return kept;
  }

  private static String reason(Path target, IOException e) {
    Path folder = target.toAbsolutePath().getParent();
    if (e instanceof FileAlreadyExistsException) {
      return "a file exists where a folder is required";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return "its folder does not exist and cannot be created";
    }
    if (e instanceof AccessDeniedException) {
      return "this program is not permitted to write to its folder";
    }
    String message = e.getMessage();
    return message == null || e instanceof FileSystemException
        ? e.getClass().getSimpleName()
        : message;
  }
}
