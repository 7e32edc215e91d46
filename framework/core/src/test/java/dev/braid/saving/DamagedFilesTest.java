package dev.braid.saving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thousands of damaged copies of real files: each is read, or refused with a FileFormatException.
 */
class DamagedFilesTest {
  private static final int EDITS = 4;

  @TempDir Path folder;

  /** Reads a damaged copy. */
  private interface Attempt {
    void read(byte[] bytes) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({
    "types.h5, 1000",
    "model.weights.h5, 6000",
    "legacy.h5, 3000",
    "newest.h5, 8000",
    "bomb.h5, 20",
    "circle.h5, 2000"
  })
  void damaged_hdf5_is_read_or_refused(String name, int copies) {
    damage(name, copies, bytes -> Hdf5.read(bytes, name));
  }

  @ParameterizedTest
  @CsvSource({"types.npz, 1000", "compressed.npz, 800", "objects.npz, 200"})
  void damaged_npz_is_read_or_refused(String name, int copies) {
    damage(name, copies, bytes -> Npz.read(put(bytes)));
  }

  @Test
  void damaged_npy_is_read_or_refused() {
    damage("version_2.npy", 800, bytes -> Npz.readArray(put(bytes)));
  }

  @ParameterizedTest
  @CsvSource({"trained.keras, 1000", "twice.keras, 500"})
  void damaged_keras_archives_are_read_or_refused(String name, int copies) {
    damage(
        name,
        copies,
        bytes -> Hdf5.read(KerasArchive.read(put(bytes)).weights(), "model.weights.h5"));
  }

  private Path put(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged"), bytes);
  }

  private static void damage(String name, int copies, Attempt attempt) {
    byte[] real = SavingFixtures.bytes(name);
    // The timeout guards against endless loops: a hundred times the usual time.
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          int refused = 0;
          for (int seed = 0; seed < copies; seed++) {
            byte[] copy = mutate(real, new Random(seed));
            try {
              attempt.read(copy);
            } catch (FileFormatException e) {
              assertThat(e).hasMessageEndingWith(".");
              refused++;
            } catch (Throwable e) {
              throw new AssertionError(name + ", damaged with seed " + seed, e);
            }
          }
          assertThat(refused).as("damage that was noticed").isPositive();
        });
  }

  /** Flips bits, overwrites bytes with extreme values, moves sections, truncates the file. */
  private static byte[] mutate(byte[] real, Random random) {
    byte[] copy = real.clone();
    int edits = 1 + random.nextInt(EDITS);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(copy.length);
      int remaining = copy.length - at;
      switch (random.nextInt(6)) {
        case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> copy[at] = (byte) random.nextInt(256);
        case 2 ->
            Arrays.fill(copy, at, at + Math.min(remaining, 1 + random.nextInt(8)), (byte) 0xff);
        case 3 -> Arrays.fill(copy, at, at + Math.min(remaining, 1 + random.nextInt(64)), (byte) 0);
        case 4 -> {
          int length = Math.min(remaining, 1 + random.nextInt(256));
          System.arraycopy(real, random.nextInt(real.length - length + 1), copy, at, length);
        }
        default -> {
          // An address of the file replaces another one, which creates cycles.
          byte[] address = {(byte) random.nextInt(256), (byte) random.nextInt(256), 0, 0};
          System.arraycopy(address, 0, copy, at, Math.min(remaining, address.length));
        }
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
  }
}
