package dev.braid.internal.files;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file in the folder of the file that it will replace.
 *
 * <p>Its writer holds a lock on it, which the system releases when the process ends for any reason:
 * a draft without a lock belongs to a dead process. Writing uses {@link RandomAccessFile}, since an
 * interrupt of the thread would close a channel during an operation.
 */
final class DraftFile implements Closeable {
  /** Windows does not rename open files. */
  private static final boolean RENAMES_OPEN_FILES = File.separatorChar == '/';

  private static final int ATTEMPTS = 10;

  private final Path target;
  private final Path path;
  private final Optional<FilePermissions> access;

  /** The file on the default file system, else null: other file systems only support streams. */
  private final @Nullable RandomAccessFile file;

  private final OutputStream stream;
  private boolean done;

  private DraftFile(
      Path target, Path path, Optional<FilePermissions> access, @Nullable RandomAccessFile file)
      throws IOException {
    this.target = target;
    this.path = path;
    this.access = access;
    this.file = file;
    this.stream = file == null ? Files.newOutputStream(path) : new FileStream(file);
  }

  /** Creates an empty draft; if an old file exists, no other user may read the draft. */
  static DraftFile of(Path target) throws IOException {
    Optional<FilePermissions> access = FilePermissions.of(target);
    while (true) {
      Path path = target.resolveSibling(DraftName.next(target));
      try {
        Files.createFile(
            path, access.isPresent() ? FilePermissions.OWNER_ONLY : FilePermissions.DEFAULT);
        if (path.getFileSystem() != FileSystems.getDefault()) {
          return new DraftFile(target, path, access, null);
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        // another process may have removed it before it was locked
        if (locked(file) && Files.exists(path)) {
          return new DraftFile(target, path, access, file);
        }
        file.close();
      } catch (IOException e) {
        Files.deleteIfExists(path);
        throw e;
      }
    }
  }

  private static boolean locked(RandomAccessFile file) {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException sweeping) {
      return false;
    } catch (IOException noLocksHere) {
      return true;
    }
  }

  OutputStream stream() {
    return stream;
  }

  /** Replaces the target by the draft. */
  void commit() throws IOException {
    if (file != null) {
      file.getFD().sync();
    }
    if (file == null || !RENAMES_OPEN_FILES) {
      stream.close();
    }
    if (access.isPresent()) {
      access.get().applyTo(path);
    }
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    done = true;
    if (file != null && RENAMES_OPEN_FILES) {
      force(AtomicFile.folder(target));
    }
  }

  /** Makes the new name durable, if the system supports opening folders. */
  private static void force(Path folder) {
    boolean interrupted = false;
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } catch (IOException e) {
      // the file is complete in any case
      return;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Discards the draft unless it was committed. */
  @Override
  public void close() throws IOException {
    try {
      stream.close();
    } finally {
      if (!done) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** A stream to a file that an interrupt does not close. */
  private static final class FileStream extends OutputStream {
    private final RandomAccessFile file;

    FileStream(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      file.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
