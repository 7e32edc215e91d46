package dev.braid.callbacks;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file by a new one, so that whoever looks finds either the old or the new one whole.
 *
 * <p>The new one is written beside it, forced to the disk and then renamed: a crash at any moment
 * leaves at most an unfinished file whose name begins with {@code .unfinished-}, which the next
 * writing replaces.
 */
final class AtomicFile {
  private static final String UNFINISHED = ".unfinished-";

  private AtomicFile() {}

  /** Writes a file at the path it is given. */
  @FunctionalInterface
  interface Writing {
    void to(Path file) throws IOException;
  }

  static void write(String who, Path target, Writing writing) {
    Path whole = target.toAbsolutePath();
    Path unfinished = whole.resolveSibling(UNFINISHED + whole.getFileName());
    try {
      Files.createDirectories(whole.getParent());
      writing.to(unfinished);
      force(unfinished);
      Files.move(
          unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(whole.getParent());
    } catch (IOException | RuntimeException e) {
      discard(unfinished, e);
      throw new TrainingException(
          "%s could not write \"%s\": %s%s"
              .formatted(
                  who,
                  target,
                  reason(e),
                  Files.isRegularFile(whole) ? ". The older file there is left as it was." : "."),
          e);
    }
  }

  /** Makes sure before a run that its folder takes files. */
  static void check(String who, Path target) {
    Path folder = target.toAbsolutePath().getParent();
    try {
      if (Files.isDirectory(target)) {
        throw new IOException("it is a folder");
      }
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, UNFINISHED, ".probe"));
    } catch (IOException | RuntimeException e) {
      throw StructureException.of(
          who + " cannot write",
          Problem.of("unwritable", target.toString(), reason(e))
              .fix("Choose a folder that exists, or can be made, and takes files."));
    }
  }

  static String reason(Exception e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a file stands where a folder should be";
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    String type = e.getClass().getSimpleName();
    return type.equals("IOException") ? message : type + " " + message;
  }

  private static void force(Path file) throws IOException {
    // Not through a channel: an interrupt of the thread would close it in the middle.
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.getFD().sync();
    }
  }

  // Makes the new name last through a power cut; not every system lets a folder be opened.
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LoggerFactory.getLogger(AtomicFile.class).debug("{} is not forced", folder, e);
    }
  }

  private static void discard(Path unfinished, Exception failure) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
