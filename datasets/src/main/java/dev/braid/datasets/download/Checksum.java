package dev.braid.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The checksum of a file.
 *
 * @param algorithm {@code SHA-256}, or {@code MD5} if the source publishes no other
 * @param hex the sum in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {
  private static final int BUFFER = 1 << 16;

  public Checksum {
    int digits = algorithm.equals("MD5") ? 32 : 64;
    if (!Pattern.matches("[0-9a-f]{" + digits + "}", hex)) {
      throw new IllegalArgumentException(
          algorithm + " has " + digits + " hexadecimal digits, received \"" + hex + '"');
    }
  }

  public static Checksum sha256(String hex) {
    return new Checksum("SHA-256", hex);
  }

  public static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  /** The sum of a file by the same algorithm. */
  public Checksum of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
  }

  /** Whether a file has this checksum. */
  public boolean fits(Path file) throws IOException {
    return equals(of(file));
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
