package dev.braid.internal.files;

import dev.braid.files.FileWriteException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes files atomically.
 *
 * <p>A reader finds the complete old or the complete new content, also after an exception, a full
 * disk or a killed process, and while several threads and processes write the same file. The
 * content is written to a {@link DraftFile} in the same folder, which is flushed to the disk and
 * then renamed. An interrupt of the thread does not stop the writing and is preserved. The new file
 * keeps the permissions and the owner of the old one, and a symbolic link stays a link.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_LINKS = 40;

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes the whole content; the caller closes the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file and creates missing parent folders.
   *
   * @param target the file to create or replace; it is unchanged if anything fails
   * @throws FileWriteException if the file cannot be written
   */
  public static void write(Path target, Body body) throws FileWriteException {
    try {
      Path resolved = resolve(target);
      if (isStream(resolved)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(resolved), BUFFER)) {
          body.writeTo(out);
        }
        return;
      }
      StaleDrafts.sweepOnce(folder(resolved));
      try (DraftFile draft = DraftFile.of(resolved)) {
        OutputStream out = new BufferedOutputStream(draft.stream(), BUFFER);
        body.writeTo(out);
        out.flush();
        draft.commit();
      }
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /**
   * Checks that a file can be written, and removes drafts of killed processes from its folder.
   *
   * @throws FileWriteException if the file cannot be written
   */
  public static void check(Path target) throws FileWriteException {
    try {
      Path resolved = resolve(target);
      if (!isStream(resolved)) {
        StaleDrafts.sweep(folder(resolved));
        DraftFile.of(resolved).close();
      }
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** Returns true for a pipe or a device, which accepts bytes and cannot be replaced. */
  private static boolean isStream(Path resolved) {
    return Files.exists(resolved) && !Files.isRegularFile(resolved);
  }

  /** The folder of a resolved file, which has one. */
  static Path folder(Path resolved) {
    return Objects.requireNonNull(resolved.getParent());
  }

  /** Resolves symbolic links of a target and creates its parent folders. */
  static Path resolve(Path target) throws IOException {
    Path resolved = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(resolved); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(target.toString());
      }
      resolved = resolved.resolveSibling(Files.readSymbolicLink(resolved));
    }
    Path folder = resolved.getParent();
    if (folder == null || Files.isDirectory(resolved)) {
      throw new FileSystemException(target.toString(), null, "it is a folder");
    }
    Files.createDirectories(folder);
    if (Files.exists(resolved) && !Files.isWritable(resolved)) {
      throw new AccessDeniedException(target.toString(), null, "it is read-only");
    }
    return resolved;
  }
}
