package dev.braid.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds and removes the drafts of killed processes. */
final class StaleDrafts {
  /** The time without a write after which a draft of another machine is stale. */
  private static final Duration STALE_AGE = Duration.ofDays(1);

  /** The maximum number of swept folders that are remembered. */
  private static final int REMEMBERED = 100;

  private static final Set<Path> SWEPT = new LinkedHashSet<>();

  private StaleDrafts() {}

  /** Sweeps a folder unless this process has swept it before. */
  static void sweepOnce(Path folder) {
    synchronized (SWEPT) {
      if (!SWEPT.add(folder)) {
        return;
      }
      if (SWEPT.size() > REMEMBERED) {
        SWEPT.remove(SWEPT.iterator().next());
      }
    }
    sweep(folder);
  }

  /** Removes the drafts of dead processes from a folder. */
  static void sweep(Path folder) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.braid.tmp")) {
      for (Path file : found) {
        Optional<DraftName> name = DraftName.of(file);
        if (name.isPresent() && !name.get().isOfThisProcess()) {
          removeIfDead(file, name.get());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a folder that cannot be listed keeps its stale drafts
      return;
    }
  }

  private static void removeIfDead(Path file, DraftName name) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Holder holder = holder(channel);
      boolean dead =
          holder == Holder.UNKNOWN || !name.isOfThisMachine()
              ? holder != Holder.ALIVE && isOld(file)
              : holder == Holder.DEAD;
      if (dead) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // another process may be sweeping it, or it belongs to another user
      return;
    }
  }

  /** Returns whether another live process has a draft of a file. */
  static boolean isBeingWritten(Path target) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(target.getParent(), ".*.braid.tmp")) {
      for (Path file : found) {
        Optional<DraftName> name = DraftName.of(file);
        if (name.isPresent() && name.get().isFor(target) && !name.get().isOfThisProcess()) {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (holder(channel) == Holder.ALIVE) {
              return true;
            }
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
    return false;
  }

  private enum Holder {
    ALIVE,
    DEAD,
    /** The file system does not support locks. */
    UNKNOWN
  }

  private static Holder holder(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null ? Holder.ALIVE : Holder.DEAD;
    } catch (OverlappingFileLockException e) {
      return Holder.ALIVE;
    } catch (IOException e) {
      return Holder.UNKNOWN;
    }
  }

  private static boolean isOld(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(STALE_AGE));
  }
}
