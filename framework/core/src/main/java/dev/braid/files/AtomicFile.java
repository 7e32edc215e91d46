package dev.braid.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a file as a whole or not at all.
 *
 * <p>Whoever opens the file finds the old content or the new one, never a part of either: after an
 * exception, a full disk, a killed process, and while several threads and processes write the same
 * file. The content goes to a {@link Draft} beside the file, which is flushed to the disk and then
 * renamed. An interrupt of the thread neither stops the writing nor gets lost. The new file keeps
 * the permissions and the owner of the old one, and a symbolic link stays a link.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_LINKS = 40;

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file, and the folders above it where they are missing.
   *
   * @param target the file to make or replace; it is untouched when anything fails
   * @throws FileWriteException when the file cannot be written
   */
  public static void write(Path target, Body body) throws FileWriteException {
    try {
      Path place = place(target);
      if (isStream(place)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(place), BUFFER)) {
          body.writeTo(out);
        }
        return;
      }
      StaleDrafts.sweepOnce(place.getParent());
      try (Draft draft = Draft.of(place)) {
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
   * Checks that a file can be written, and removes what killed processes left in its folder.
   *
   * @throws FileWriteException when the file cannot be written
   */
  public static void check(Path target) throws FileWriteException {
    try {
      Path place = place(target);
      if (!isStream(place)) {
        StaleDrafts.sweep(place.getParent());
        Draft.of(place).close();
      }
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** True for a pipe or a device, which takes bytes and cannot be replaced. */
  private static boolean isStream(Path place) {
    return Files.exists(place) && !Files.isRegularFile(place);
  }

  /** The file to replace, which is what a symbolic link leads to, in a folder that exists. */
  static Path place(Path target) throws IOException {
    Path place = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(target.toString());
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    if (place.getParent() == null || Files.isDirectory(place)) {
      throw new FileSystemException(target.toString(), null, "it is a folder");
    }
    Files.createDirectories(place.getParent());
    if (Files.exists(place) && !Files.isWritable(place)) {
      throw new AccessDeniedException(target.toString(), null, "it is read-only");
    }
    return place;
  }
}
