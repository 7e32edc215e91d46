package dev.braid.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says which file could not be written, why, and whether an older one is still there. */
public final class FileWriteException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean kept;

  private FileWriteException(Path target, String reason, boolean kept, IOException cause) {
    super(
        "\"%s\" cannot be written: %s.%s"
            .formatted(target, reason, kept ? " The file that is there is left as it was." : ""),
        cause);
    this.reason = reason;
    this.kept = kept;
  }

  /** The failure to write a file, with its reason in words. */
  public static FileWriteException of(Path target, IOException cause) {
    return new FileWriteException(
        target, reason(target, cause), Files.isRegularFile(target), cause);
  }

  /** The reason alone, such as {@code No space left on device}. */
  public String reason() {
    return reason;
  }

  /** True where the file that should have been replaced is there as it was. */
  public boolean kept() {
    return kept;
  }

  private static String reason(Path target, IOException e) {
    Path folder = target.toAbsolutePath().getParent();
    if (e instanceof FileAlreadyExistsException) {
      return "a file stands where a folder should be";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return "its folder does not exist and cannot be made";
    }
    if (e instanceof AccessDeniedException) {
      return "this program may not write into its folder";
    }
    boolean worded = e.getMessage() != null && !(e instanceof FileSystemException);
    return worded ? e.getMessage() : e.getClass().getSimpleName();
  }
}
