package dev.braid.internal.saving.archive;

import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the header of a NumPy array: a Python dictionary literal that precedes the values. */
public final class NpyHeaderText {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int MAX_BYTES = 1 << 16;
  private static final int SHORTEST = 12;

  private NpyHeaderText() {}

  /**
   * Reads the header; the values follow it.
   *
   * @throws FileFormatException if the bytes do not begin like a NumPy array
   */
  public static String read(BoundedReader in) throws IOException {
    if (in.left() < SHORTEST || !latin(in.bytes(MAGIC.length())).equals(MAGIC)) {
      throw in.damaged("it does not begin like a NumPy array");
    }
    int version = in.u8();
    in.u8();
    if (version < 1 || version > 3) {
      throw FileFormatException.unsupported(
          in.name(), "version " + version + " of NumPy's format", "Save it with numpy.save.");
    }
    long length = version == 1 ? in.u16() : in.i32() & 0xffff_ffffL;
    if (length > MAX_BYTES || length > in.left()) {
      throw in.damaged("its header is longer than it can be");
    }
    return latin(in.bytes(length));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
