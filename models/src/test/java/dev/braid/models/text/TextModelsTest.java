package dev.braid.models.text;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.saving.Registry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each architecture learns a rule about words. */
class TextModelsTest {
  private static final int WORDS = 40;

  private final SplittableRandom random = new SplittableRandom(3);

  @TempDir Path folder;

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(1);
  }

  private static Fit quietly(int epochs) {
    return epochs(epochs).batchSize(16).verbose(Verbosity.SILENT);
  }

  private int[][] texts(int count, int length) {
    int[][] texts = new int[count][length];
    for (int[] text : texts) {
      for (int i = 0; i < length; i++) {
        text[i] = 1 + random.nextInt(WORDS - 1);
      }
    }
    return texts;
  }

  /** Inserts one of two phrases at a random position of each text, and returns which. */
  private int[] phrases(int[][] texts) {
    int[] labels = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      labels[i] = random.nextInt(2);
      int at = random.nextInt(texts[i].length - 2);
      int[] phrase = labels[i] == 0 ? new int[] {3, 5, 7} : new int[] {7, 5, 3};
      System.arraycopy(phrase, 0, texts[i], at, 3);
    }
    return labels;
  }

  @Test
  void should_find_phrases_with_a_text_cnn() {
    int[][] texts = texts(500, 10);
    int[] labels = phrases(texts);
    int[][] unseen = texts(200, 10);
    int[] truth = phrases(unseen);
    Model model = TextCnn.of(10, WORDS, 2, 16, 16);
    model.compile(adam(5e-3), sparseCategoricalCrossentropy(), accuracy());
    model.fit(texts, labels, quietly(8));
    assertThat(model.evaluate(unseen, truth).get("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void should_read_texts_of_any_length_with_a_bidirectional_lstm() {
    int[][] texts = texts(300, 6);
    int[] labels = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      labels[i] = texts[i][0] < WORDS / 2 ? 0 : 1;
      Arrays.fill(texts[i], 2 + random.nextInt(5), 6, 0);
    }
    Model model = BiLstm.of(WORDS, 2, 16, 16);
    model.compile(adam(1e-2), sparseCategoricalCrossentropy(), accuracy());
    model.fit(texts, labels, quietly(8));
    assertThat(model.evaluate(texts, labels).get("accuracy")).isGreaterThan(0.9);

    int[][] longer = Arrays.stream(texts).map(text -> Arrays.copyOf(text, 9)).toArray(int[][]::new);
    float[][] once = model.predict(texts).floats();
    float[][] again = model.predict(longer).floats();
    for (int i = 0; i < texts.length; i++) {
      assertThat(again[i]).as("padding is ignored").containsExactly(once[i], offset(1e-5f));
    }
  }

  /** The rule depends only on the first word: without positions it could not be learned. */
  @Test
  void should_use_positions_with_a_transformer_encoder() throws Exception {
    int[][] texts = texts(400, 6);
    int[] labels = Arrays.stream(texts).mapToInt(text -> text[0] < WORDS / 2 ? 0 : 1).toArray();
    Model model = TransformerEncoder.of(6, WORDS, 2, 16, 2, 1);
    model.compile(adam(5e-3), sparseCategoricalCrossentropy(), accuracy());
    model.fit(texts, labels, quietly(12));
    assertThat(model.evaluate(texts, labels).get("accuracy")).isGreaterThan(0.9);

    Path file = folder.resolve("transformer.keras");
    model.save(file);
    Registry registry = Registry.empty().layer(PositionEmbedding.NAME, PositionEmbedding::read);
    assertThat(Model.load(file, registry).predict(texts).floats())
        .isDeepEqualTo(model.predict(texts).floats());
  }

  @Test
  void should_reverse_sequences_with_attention() {
    int start = 1;
    int[][] source = new int[216][3];
    int[][] target = new int[216][3];
    int[][] next = new int[216][3];
    for (int i = 0; i < 216; i++) {
      for (int at = 0, rest = i; at < 3; at++, rest /= 6) {
        source[i][at] = 2 + rest % 6;
        next[i][2 - at] = source[i][at];
      }
      target[i] = new int[] {start, next[i][0], next[i][1]};
    }
    Model model = Seq2Seq.of(8, 8, 16, 32);
    model.compile(adam(1e-2), sparseCategoricalCrossentropy(), accuracy());
    model.fit(Map.of("source", source, "target", target), next, quietly(15));
    int[][] written = Seq2Seq.write(model, source, start, 3);
    long right = 0;
    for (int i = 0; i < 216; i++) {
      right += Arrays.equals(written[i], next[i]) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(200);
  }
}
