package dev.braid.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mark that one run writes a file again and again, which other runs look for.
 *
 * <p>The mark ends with the process, however the process ends.
 */
public final class FileClaim implements Closeable {
  private static final Map<Path, String> THREADS = new HashMap<>();

  private final Path place;
  private final Draft mark;
  private final String holder;

  private FileClaim(Path place, Draft mark, String holder) {
    this.place = place;
    this.mark = mark;
    this.holder = holder;
  }

  /**
   * Claims a file.
   *
   * @throws FileWriteException when the file cannot be written
   */
  public static FileClaim of(Path target) throws FileWriteException {
    try {
      Path place = AtomicFile.place(target);
      place = place.getParent().toRealPath().resolve(place.getFileName());
      synchronized (THREADS) {
        String other = THREADS.get(place);
        if (other != null) {
          return new FileClaim(place, null, "the thread \"" + other + "\" of this program");
        }
        StaleDrafts.sweep(place.getParent());
        Draft mark = Draft.of(place);
        if (StaleDrafts.isBeingWritten(place)) {
          mark.close();
          return new FileClaim(place, null, "another program");
        }
        THREADS.put(place, Thread.currentThread().getName());
        return new FileClaim(place, mark, null);
      }
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** Who else has the file; empty where this claim was granted. */
  public Optional<String> holder() {
    return Optional.ofNullable(holder);
  }

  @Override
  public void close() throws IOException {
    if (mark != null) {
      synchronized (THREADS) {
        THREADS.remove(place);
        mark.close();
      }
    }
  }
}
