package dev.braid.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.StructureException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the vectorization of texts with Keras' layer of the same name. */
class TextVectorizationTest {
  private static final String[] TEXTS = {"Earth, wind!", "fire", "earth. EARTH", "wind earth"};

  private final TextVectorization adapted = new TextVectorization().adapt(TEXTS);

  @Test
  void should_order_words_by_frequency_and_ties_backwards() {
    assertThat(adapted.vocabulary()).containsExactly("", "[UNK]", "earth", "wind", "fire");
    assertThat(new TextVectorization().adapt("a b c", "c d").vocabulary())
        .containsExactly("", "[UNK]", "c", "d", "b", "a");
    assertThat(new TextVectorization().maxTokens(4).adapt(TEXTS).vocabulary())
        .containsExactly("", "[UNK]", "earth", "wind");
  }

  @Test
  void should_give_ids_padded_at_the_end() {
    assertThat(adapted.ids("Fire & wind", "water", ""))
        .isDeepEqualTo(new int[][] {{4, 3}, {1, 0}, {0, 0}});
    assertThat(adapted.outputSequenceLength(3).ids("earth", "fire wind water earth"))
        .isDeepEqualTo(new int[][] {{2, 0, 0}, {4, 3, 1}});
  }

  @Test
  void should_order_ngrams_after_single_words() {
    TextVectorization pairs =
        new TextVectorization().ngrams(2).vocabulary(List.of("a", "b", "a b", "b c"));
    assertThat(pairs.ids("a b c")).isDeepEqualTo(new int[][] {{2, 3, 1, 4, 5}});
  }

  @Test
  void should_count_words_with_the_unknown_first() {
    assertThat(adapted.counts("earth earth water")).isDeepEqualTo(new float[][] {{1, 2, 0, 0}});
    assertThat(adapted.multiHot("earth earth water")).isDeepEqualTo(new float[][] {{1, 1, 0, 0}});
  }

  @Test
  void should_be_the_same_after_its_own_vocabulary_was_set() {
    TextVectorization again = new TextVectorization().vocabulary(adapted.vocabulary());
    assertThat(again.vocabulary()).isEqualTo(adapted.vocabulary());
    assertThat(again.ids("fire & wind, water")).isDeepEqualTo(new int[][] {{4, 3, 1}});
    assertThat(again.counts("fire water")).isDeepEqualTo(new float[][] {{1, 0, 0, 1}});
    again.vocabulary(adapted.rowVocabulary(), adapted.idfWeights());
    assertThat(again.ids("fire & wind, water")).isDeepEqualTo(new int[][] {{4, 3, 1}});
    assertThat(again.tfIdf(TEXTS)).isDeepEqualTo(adapted.tfIdf(TEXTS));
  }

  @Test
  void should_give_rows_one_word_more_than_ids_as_keras_does() {
    TextVectorization small = new TextVectorization().maxTokens(4);
    small.adapt("a b c d e", "a b c d", "a b c", "a b", "a");
    assertThat(small.vocabulary()).containsExactly("", "[UNK]", "a", "b");
    assertThat(small.rowVocabulary()).containsExactly("[UNK]", "a", "b", "c");
    assertThat(small.ids("a b c d")).isDeepEqualTo(new int[][] {{2, 3, 1, 1}});
    assertThat(small.counts("a b c d")).isDeepEqualTo(new float[][] {{1, 1, 1, 1}});
  }

  /** Values of Keras' layer, recorded by record_lookups.py. */
  @Test
  void should_accept_weights_with_or_without_that_of_unknown_words() {
    String[] texts = {"a b b x", "b y", "x"};
    TextVectorization given = new TextVectorization();
    given.vocabulary(List.of("[UNK]", "a", "b"), 0.5f, 1, 4);
    assertThat(given.tfIdf(texts))
        .isDeepEqualTo(new float[][] {{0.5f, 1, 8}, {0.5f, 0, 4}, {0.5f, 0, 0}});
    given.vocabulary(List.of("a", "b"), 1, 4);
    assertThat(given.tfIdf(texts))
        .isDeepEqualTo(new float[][] {{2.5f, 1, 8}, {2.5f, 0, 4}, {2.5f, 0, 0}});
  }

  @Test
  void should_weight_words_by_inverse_document_frequency() {
    float[] weighted = adapted.tfIdf("earth earth fire water")[0];
    double earth = Math.log(1 + 4 / 4.0);
    double wind = Math.log(1 + 4 / 3.0);
    double fire = Math.log(1 + 4 / 2.0);
    assertThat(weighted[0]).isCloseTo((float) ((earth + wind + fire) / 3), within(1e-6f));
    assertThat(weighted[1]).isCloseTo((float) (2 * earth), within(1e-6f));
    assertThat(weighted[2]).isZero();
    assertThat(weighted[3]).isCloseTo((float) fire, within(1e-6f));
  }

  @Test
  void should_reject_invalid_options() {
    assertThatThrownBy(() -> new TextVectorization().ngrams(0))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"ngrams\": expected an integer of at least 1, received 0.");
    assertThatThrownBy(() -> new TextVectorization().vocabulary(List.of("a", "a")))
        .hasMessageContaining("\"vocabulary\": expected each token once, received \"a\" 2 times.");
    assertThatThrownBy(() -> new TextVectorization().vocabulary(List.of("a")).tfIdf("a"))
        .hasMessageContaining("Call adapt(…), or vocabulary(tokens, idfWeights).");
    assertThatThrownBy(() -> new TextVectorization().ids("wonderful, superb"))
        .hasMessage(
            "TextVectorization does not fit:\n"
                + "  [layer-option]  \"vocabulary\": expected at least one token, received none."
                + " Call adapt(…) or vocabulary(…) first.\n"
                + "  See src/docs/errors.md#layer-option");
  }
}
