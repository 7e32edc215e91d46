package dev.braid.layers.preprocessing;

import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Distributes texts over buckets as Keras does: by FarmHash, or by SipHash with a salt.
 *
 * @param salt two numbers; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // private to the package and never changed
record TextHash(long... salt) {
  /** Reads the option {@code salt}, which Keras writes as a list of two numbers. */
  static TextHash read(Config config) {
    long[] salt = config.wholes("salt");
    return salt.length == 1 ? new TextHash(salt[0], salt[0]) : new TextHash(salt);
  }

  long bucket(String text, long buckets) {
    long hash = isSalted() ? SipHash.of(text, salt[0], salt[1]) : FarmHash.of(text);
    return Long.remainderUnsigned(hash, buckets);
  }

  boolean isSalted() {
    return salt.length > 0;
  }

  /** The value of the option in a configuration. */
  long @Nullable [] written() {
    return isSalted() ? salt.clone() : null;
  }
}
