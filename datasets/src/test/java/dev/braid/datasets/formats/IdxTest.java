package dev.braid.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.datasets.Fixtures;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  private static final byte[] PLAIN = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, -1};

  @TempDir Path folder;

  private Path plain(byte... bytes) throws IOException {
    return Files.write(folder.resolve("values-idx2-ubyte"), bytes);
  }

  private static byte[] changed(int place, int value) {
    byte[] bytes = PLAIN.clone();
    bytes[place] = (byte) value;
    return bytes;
  }

  @Test
  void should_read_an_uncompressed_file() throws IOException {
    Idx idx = Idx.read(plain(PLAIN));

    assertThat(idx.shape()).containsExactly(2, 3);
    assertThat(idx.values()).containsExactly(1, 2, 3, 4, 5, -1);
  }

  @Test
  void should_reject_every_truncated_file() throws IOException {
    for (int length = 0; length < PLAIN.length; length++) {
      Path cut = plain(Arrays.copyOf(PLAIN, length));
      assertThatThrownBy(() -> Idx.read(cut)).isInstanceOf(FileFormatException.class);
    }
    byte[] packed = Fixtures.bytes("train-labels-idx1-ubyte.gz");
    for (int length = 0; length < packed.length; length++) {
      Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, length));
      assertThatThrownBy(() -> Idx.read(cut)).isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void should_reject_inconsistent_files() throws IOException {
    assertThatThrownBy(() -> Idx.read(plain(Arrays.copyOf(PLAIN, PLAIN.length + 1))))
        .hasMessageContaining("more than its 6 values");
    assertThatThrownBy(() -> Idx.read(plain(changed(0, 31))))
        .hasMessageContaining("does not start as an IDX file");
    assertThatThrownBy(() -> Idx.read(plain(changed(2, 13))))
        .hasMessageContaining("elements of the IDX type 13");
    assertThatThrownBy(() -> Idx.read(plain(changed(4, 0x80)))).hasMessageContaining("shape");
    assertThatThrownBy(() -> Idx.read(plain(changed(4, 0x7f)))).hasMessageContaining("shape");
  }
}
