package dev.braid.internal.files;

import dev.braid.files.FileWriteException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a file by a run that writes it repeatedly, which other runs detect.
 *
 * <p>The claim ends with the process, for whatever reason it ends.
 */
public final class FileClaim implements Closeable {
  private static final Map<Path, String> THREADS = new HashMap<>();

  private final Path file;
  private final @Nullable DraftFile marker;
  private final @Nullable String holder;

  private FileClaim(Path file, @Nullable DraftFile marker, @Nullable String holder) {
    this.file = file;
    this.marker = marker;
    this.holder = holder;
  }

  /**
   * Claims a file.
   *
   * @throws FileWriteException if the file cannot be written
   */
  public static FileClaim of(Path target) throws FileWriteException {
    try {
      Path file = AtomicFile.resolve(target);
      file = AtomicFile.folder(file).toRealPath().resolve(file.getFileName());
      synchronized (THREADS) {
        String other = THREADS.get(file);
        if (other != null) {
          return new FileClaim(file, null, "the thread \"" + other + "\" of this program");
        }
        StaleDrafts.sweep(AtomicFile.folder(file));
        DraftFile marker = DraftFile.of(file);
        if (StaleDrafts.isBeingWritten(file)) {
          marker.close();
          return new FileClaim(file, null, "another program");
        }
        THREADS.put(file, Thread.currentThread().getName());
        return new FileClaim(file, marker, null);
      }
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** Returns who else has claimed the file; empty if this claim was granted. */
  public Optional<String> holder() {
    return Optional.ofNullable(holder);
  }

  @Override
  public void close() throws IOException {
    if (marker != null) {
      synchronized (THREADS) {
        THREADS.remove(file);
        marker.close();
      }
    }
  }
}
