package dev.braid.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.datasets.Fixtures;
import dev.braid.internal.saving.archive.SafeZip;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickledSequencesTest {
  @TempDir Path folder;

  @Test
  void should_read_files_of_old_and_new_pythons() throws IOException {
    for (String file : new String[] {"pickle-2.npz", "pickle-4.npz"}) {
      assertThat(PickledSequences.read(Fixtures.file(folder, file), "x"))
          .isDeepEqualTo(new int[][] {{7, 300, 70_000}, {}});
    }
  }

  @Test
  void should_reject_a_pickle_that_runs_a_command() throws IOException {
    Path evil = Fixtures.file(folder, "evil.npz");

    assertThatThrownBy(() -> PickledSequences.read(evil, "x"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("requests the Python name posix system")
        .hasMessageContaining("do not use it");
  }

  @Test
  void should_reject_lists_of_texts() throws IOException {
    Path texts = Fixtures.file(folder, "texts.npz");

    assertThatThrownBy(() -> PickledSequences.read(texts, "x"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("element 0 has text, which is not an int");
  }

  @Test
  void should_report_missing_arrays() throws IOException {
    Path file = Fixtures.file(folder, "imdb.npz");

    assertThatThrownBy(() -> PickledSequences.read(file, "x"))
        .hasMessageContaining("it has no array \"x\"");
    assertThatThrownBy(() -> PickledSequences.read(file, "y_train"))
        .hasMessageContaining("something else than Python lists");
  }

  @Test
  void should_reject_every_truncated_or_changed_pickle() throws IOException {
    Path file = Fixtures.file(folder, "pickle-4.npz");
    byte[] full = SafeZip.read(file, name -> true).get("x.npy");
    for (int length = 0; length < full.length; length++) {
      Path cut = folder.resolve("cut.npz");
      SafeZip.write(cut, Map.of("x.npy", Arrays.copyOf(full, length)));
      assertThatThrownBy(() -> PickledSequences.read(cut, "x"))
          .isInstanceOf(FileFormatException.class);
    }
    for (int place = 0; place < full.length; place++) {
      byte[] bytes = full.clone();
      bytes[place] ^= 0x15;
      Path changed = folder.resolve("changed.npz");
      SafeZip.write(changed, Map.of("x.npy", bytes));
      try {
        assertThat(PickledSequences.read(changed, "x")).isNotNull();
      } catch (FileFormatException e) {
        assertThat(e).hasMessageContaining("changed.npz: x");
      }
    }
  }
}
