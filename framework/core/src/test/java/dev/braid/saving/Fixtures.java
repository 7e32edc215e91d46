package dev.braid.saving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the real Keras, h5py and NumPy made; see {@code saving_fixtures.py}. */
public final class Fixtures {
  private Fixtures() {}

  public static Path file(String name) {
    URL found = Fixtures.class.getResource("/dev/braid/saving/" + name);
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
