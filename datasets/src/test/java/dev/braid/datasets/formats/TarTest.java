package dev.braid.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.datasets.Fixtures;
import dev.braid.saving.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @TempDir Path folder;

  private Path packed(byte[] tar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(tar);
    }
    return Files.write(folder.resolve("changed.tar.gz"), bytes.toByteArray());
  }

  private static byte[] unpacked() throws IOException {
    byte[] bytes = Fixtures.bytes("cifar-10-binary.tar.gz");
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  @Test
  void should_read_regular_files_by_their_names() throws IOException {
    assertThat(Tar.read(Fixtures.file(folder, "cifar-10-binary.tar.gz")))
        .hasSize(8)
        .containsKeys("data_batch_1.bin", "batches.meta.txt")
        .hasEntrySatisfying(
            "readme.html", bytes -> assertThat(bytes).hasSize(700).containsOnly('x'));
  }

  @Test
  void should_notice_a_changed_header() throws IOException {
    byte[] tar = unpacked();
    tar[3] ^= 1;

    assertThatThrownBy(() -> Tar.read(packed(tar)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("the checksum of a header is wrong");
  }

  @Test
  void should_notice_a_truncated_archive() throws IOException {
    byte[] tar = unpacked();

    assertThatThrownBy(() -> Tar.read(packed(Arrays.copyOf(tar, 3000))))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("ends too early");
  }

  @Test
  void should_reject_other_files() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tar.gz"), "<html>not found</html>");

    assertThatThrownBy(() -> Tar.read(text)).isInstanceOf(FileFormatException.class);
  }

  @Test
  void should_notice_a_changed_file_by_the_checksum_at_the_end() throws IOException {
    byte[] packed = Fixtures.bytes("cifar-10-binary.tar.gz");
    for (int at = packed.length - 8; at < packed.length; at++) {
      byte[] changed = packed.clone();
      changed[at] ^= 1;
      Path file = Files.write(folder.resolve("changed.tar.gz"), changed);
      assertThatThrownBy(() -> Tar.read(file))
          .as("byte %d", at)
          .isInstanceOf(FileFormatException.class)
          .hasMessage(
              "\"changed.tar.gz\" is damaged or truncated: it ends too early or is not a gzip file."
                  + " Save or download it again.");
    }
  }
}
