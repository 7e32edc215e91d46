package dev.braid.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.datasets.Datasets;
import dev.braid.saving.FileFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests small malicious files that would exhaust memory or time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {
  private static final String START = "cnumpy.core.multiarray\n_reconstruct\n)R";

  @TempDir Path folder;

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(FileFormatException.class).hasMessage(message);
  }

  private Path zipped(String array, byte[] content) throws IOException {
    Path file = folder.resolve("f.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(array + ".npy"));
      zip.write(content);
    }
    return file;
  }

  private static byte[] npy(String type, String shape, byte[] content) {
    String header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }\n";
    ByteBuffer out =
        ByteBuffer.allocate(10 + header.length() + content.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
    out.putShort((short) header.length());
    out.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(content);
    return out.array();
  }

  private Path pickle(String program) throws IOException {
    return zipped("x", npy("|O", "1,", program.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Endless zeros in a file of a few kilobytes. */
  private Path packed(String name, byte[] start, long zeros) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new Fast(Files.newOutputStream(file))) {
      out.write(start);
      byte[] many = new byte[1 << 16];
      for (long i = 0; i < zeros; i += many.length) {
        out.write(many);
      }
    }
    assertThat(Files.size(file)).isLessThan(2 << 20);
    return file;
  }

  // ---- NumPy

  @Test
  void should_reject_rows_without_values() throws IOException {
    Path file = zipped("x", npy("<f4", "200000000, 0", new byte[0]));
    refused(
        () -> Datasets.npz(file),
        "\"f.npz: x\" is damaged or truncated: it claims rows without values: its shape is"
            + " [200000000, 0]. Save or download it again.");
    assertThat((float[][]) Datasets.npz(zipped("x", npy("<f4", "3, 0", new byte[0]))).get("x"))
        .hasDimensions(3, 0);
  }

  // ---- IDX and tar

  @Test
  void should_reject_an_idx_file_that_unpacks_to_too_much() throws IOException {
    byte[] start = {0, 0, 8, 1, 0x40, 0, 0, 0};
    Path file = packed("images.gz", start, 300 << 20);
    refused(
        () -> Idx.read(file),
        "\"images.gz\" unpacks to more bytes than the limit for a file of its size. If you"
            + " trust the file, unpack it first.");
  }

  @Test
  void should_use_no_memory_for_the_claims_of_an_idx_file() throws IOException {
    Path file = Files.write(folder.resolve("images"), new byte[] {0, 0, 8, 1, 0x7f, 0, 0, 0, 1, 2});
    refused(
        () -> Idx.read(file),
        "\"images\" is damaged or truncated: expected 2130706432 values, received 2. Save"
            + " or download it again.");
    Path empty = Files.write(folder.resolve("empty"), new byte[] {0, 0, 8, 1, 0, 0, 0, 0});
    refused(
        () -> Idx.read(empty),
        "\"empty\" is damaged or truncated: its shape is [0]. Save or download it again.");
  }

  @Test
  void should_reject_an_archive_that_unpacks_to_too_much() throws IOException {
    byte[] header = new byte[512];
    put(header, 0, "bomb.bin");
    put(header, 124, "10000000000");
    put(header, 148, "        ");
    int sum = 0;
    for (byte each : header) {
      sum += each;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum) + "\0 ");
    Path file = packed("bomb.tar.gz", header, 1 << 20);
    refused(
        () -> Tar.read(file),
        "\"bomb.tar.gz\" is damaged or truncated: it has a member of 1073741824 bytes. Save or"
            + " download it again.");
  }

  private static void put(byte[] into, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }

  // ---- pickles

  @Test
  void should_read_lists_that_are_referred_to_twice() throws IOException {
    assertThat(PickledSequences.read(pickle(START + "(K\1](]q\0(K\7K\10eh\0etb."), "x"))
        .isDeepEqualTo(new int[][] {{7, 8}, {7, 8}});
  }

  @Test
  void should_reject_lists_that_contain_themselves_or_each_other() throws IOException {
    String message =
        "\"f.npz: x\" is damaged or truncated: element 0 has something else, which is not an int."
            + " Save or download it again.";
    Path itself = pickle(START + "(K\1]q\0h\0atb.");
    refused(() -> PickledSequences.read(itself, "x"), message);
    Path mutual = pickle(START + "(K\1]q\0]q\1h\0aatb.");
    refused(() -> PickledSequences.read(mutual, "x"), message);
  }

  @Test
  void should_reject_one_list_that_is_referred_to_too_often() throws IOException {
    ByteArrayOutputStream program = new ByteArrayOutputStream();
    program.writeBytes((START + "(K\1](]q\0(").getBytes(StandardCharsets.ISO_8859_1));
    byte[] ones = new byte[200_000];
    for (int i = 0; i < ones.length; i += 2) {
      ones[i] = 'K';
      ones[i + 1] = 1;
    }
    program.writeBytes(ones);
    program.write('e');
    byte[] again = new byte[200_000];
    for (int i = 0; i < again.length; i += 2) {
      again[i] = 'h';
    }
    program.writeBytes(again);
    program.writeBytes("etb.".getBytes(StandardCharsets.ISO_8859_1));
    Path file = zipped("x", npy("|O", "1,", program.toByteArray()));
    refused(
        () -> PickledSequences.read(file, "x"),
        "\"f.npz: x\" is damaged or truncated: its lists are referred to too often. Save or"
            + " download it again.");
  }

  @Test
  void should_reject_pickles_that_misuse_their_objects() throws IOException {
    String contradicts =
        "\"f.npz: x\" is damaged or truncated: its pickle contradicts itself. Save or download it"
            + " again.";
    for (String program :
        new String[] {
          ")K\1a.",
          ")(K\1e.",
          "K\1K\1a.",
          "t.",
          "e.",
          "a.",
          "R.",
          "NR.",
          "h\0.",
          "Nb.",
          START + "Nb.",
          START + ")b.",
          "\u0093."
        }) {
      Path file = pickle(program);
      refused(() -> PickledSequences.read(file, "x"), contradicts);
    }
    Path number = pickle("\u008a\u0009123456789.");
    refused(
        () -> PickledSequences.read(number, "x"),
        "\"f.npz: x\" is damaged or truncated: its pickle has a number of 9 bytes. Save or"
            + " download it again.");
    byte[] lists = new byte[6_000_000];
    Arrays.fill(lists, (byte) ']');
    Path many = zipped("x", npy("|O", "1,", lists));
    refused(
        () -> PickledSequences.read(many, "x"),
        "\"f.npz: x\" is damaged or truncated: its pickle creates more than 5000000"
            + " objects. Save or"
            + " download it again.");
  }
}
