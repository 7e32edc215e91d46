package dev.braid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {
  @TempDir Path folder;

  private void write(String file, byte[] text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.write(folder.resolve(file), text);
  }

  @Test
  void should_read_texts_by_class() throws IOException {
    write("pos/b.txt", "Schön!".getBytes(StandardCharsets.UTF_8));
    write("neg/a.txt", "bad".getBytes(StandardCharsets.UTF_8));
    write("pos/a.txt", "good".getBytes(StandardCharsets.UTF_8));
    write("pos/a.png", new byte[] {1});

    Texts texts = Datasets.textDatasetFromDirectory(folder);

    assertThat(texts.texts()).containsExactly("bad", "good", "Schön!");
    assertThat(texts.labels()).containsExactly(0, 1, 1);
    assertThat(texts.classNames()).containsExactly("neg", "pos");
  }

  @Test
  void should_name_a_text_in_another_encoding() throws IOException {
    write("pos/latin.txt", "Schön".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Datasets.textDatasetFromDirectory(folder))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("latin.txt")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void should_number_words_by_frequency() {
    Vocabulary words = Vocabulary.of(List.of("The cat, the DOG.", "a cat! the end"), 5);

    assertThat(words.words()).containsExactly("the", "cat", "a");
    assertThat(words.size()).isEqualTo(5);
    assertThat(words.encode("The unknown   cat")).containsExactly(2, 1, 3);
    assertThat(words.encode(List.of("the cat", "a a a a"), 3))
        .isDeepEqualTo(new int[][] {{2, 3, 0}, {4, 4, 4}});
  }

  @Test
  void should_split_texts_with_their_labels() {
    Texts texts =
        new Texts(List.of("a0", "b1", "c0", "d1"), new int[] {0, 1, 0, 1}, List.of("0", "1"));
    TrainTest<Texts> parts = texts.split(0.5, 1);

    assertThat(parts.test().labels()).containsExactlyInAnyOrder(0, 1);
    for (int i = 0; i < 2; i++) {
      assertThat(parts.train().texts().get(i)).endsWith("" + parts.train().labels()[i]);
    }
  }
}
