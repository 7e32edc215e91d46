package dev.braid.saving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all, so that a crash never leaves half a model behind. */
public final class AtomicFile {
  /** What puts the bytes there. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes beside the target, flushes to the disk and renames over the target.
   *
   * @param target the file to make or replace; it is untouched when anything fails
   * @param body what writes the bytes
   */
  public static void write(Path target, Body body) throws IOException {
    Path whole = target.toAbsolutePath();
    Path folder = whole.getParent();
    Path name = whole.getFileName();
    if (folder == null || name == null) {
      throw new IOException("\"" + target + "\" is no file that can be written.");
    }
    try {
      write(whole, folder, name, body);
    } catch (FileSystemException e) {
      String kept = Files.isRegularFile(whole) ? " The file that is there is left as it was." : "";
      throw new IOException(
          "\"" + target + "\" cannot be written: " + reason(e, whole, folder) + "." + kept, e);
    }
  }

  private static String reason(FileSystemException e, Path target, Path folder) {
    if (Files.isDirectory(target)) {
      return "it is a folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file stands where a folder should be, \"" + e.getFile() + '"';
    }
    if (!Files.isDirectory(folder)) {
      return "its folder is not there and cannot be made";
    }
    if (e instanceof AccessDeniedException) {
      return "this program may not write into its folder";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static void write(Path whole, Path folder, Path name, Body body) throws IOException {
    Files.createDirectories(folder);
    // The process and the clock keep two writers of one file apart; createTempFile would narrow the
    // permissions to the owner's.
    Path draft =
        folder.resolve(
            "." + name + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        body.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(draft, whole);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
