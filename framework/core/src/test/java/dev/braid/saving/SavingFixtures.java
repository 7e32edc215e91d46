package dev.braid.saving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that Keras, h5py and NumPy wrote; see {@code saving_fixtures.py}. */
public final class SavingFixtures {
  private SavingFixtures() {}

  public static Path file(String name) {
    URL found = SavingFixtures.class.getResource("/dev/braid/saving/" + name);
    if (found == null) {
      throw new IllegalArgumentException("no fixture " + name);
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
