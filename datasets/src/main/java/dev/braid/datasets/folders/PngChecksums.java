package dev.braid.datasets.folders;

import dev.braid.internal.saving.archive.BoundedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Verifies the checksums of a PNG file, which Java's decoder ignores. */
final class PngChecksums {
  private static final long SIGNATURE = 0x0a1a0a0d474e5089L;
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;

  private PngChecksums() {}

  /** Rejects a PNG file with a damaged chunk of pixels; other files pass. */
  static void check(Path file) throws IOException {
    try (BoundedReader in = BoundedReader.open(file)) {
      if (in.left() < SIGNATURE_BYTES || in.i64() != SIGNATURE) {
        return;
      }
      String type = "";
      while (!type.equals("IEND")) {
        int length = in.bigEndian32();
        byte[] name = in.bytes(CHECKSUM_BYTES);
        type = new String(name, StandardCharsets.ISO_8859_1);
        if (length < 0 || length > in.left()) {
          throw in.damaged("it ends too early");
        }
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(in.bytes(length));
        int stored = in.bigEndian32();
        if (stored != (int) sum.getValue() && isCritical(type)) {
          throw in.damaged("the checksum of its chunk " + type + " is wrong");
        }
      }
    }
  }

  /** Whether a chunk is critical, which a capital letter marks. */
  private static boolean isCritical(String type) {
    return Character.isUpperCase(type.charAt(0)) || type.equals("tRNS");
  }
}
