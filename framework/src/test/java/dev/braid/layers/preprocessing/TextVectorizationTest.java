package dev.braid.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.StructureException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts become numbers as Keras' layer of this name makes them. */
class TextVectorizationTest {
  private static final String[] TEXTS = {"Earth, wind!", "fire", "earth. EARTH", "wind earth"};

  private final TextVectorization learnt = new TextVectorization().adapt(TEXTS);

  @Test
  void should_order_words_by_frequency_and_ties_backwards() {
    assertThat(learnt.vocabulary()).containsExactly("", "[UNK]", "earth", "wind", "fire");
    assertThat(new TextVectorization().adapt("a b c", "c d").vocabulary())
        .containsExactly("", "[UNK]", "c", "d", "b", "a");
    assertThat(new TextVectorization().maxTokens(4).adapt(TEXTS).vocabulary())
        .containsExactly("", "[UNK]", "earth", "wind");
  }

  @Test
  void should_give_ids_padded_at_the_end() {
    assertThat(learnt.ids("Fire & wind", "water", ""))
        .isDeepEqualTo(new int[][] {{4, 3}, {1, 0}, {0, 0}});
    assertThat(learnt.outputSequenceLength(3).ids("earth", "fire wind water earth"))
        .isDeepEqualTo(new int[][] {{2, 0, 0}, {4, 3, 1}});
  }

  @Test
  void should_take_runs_of_words_after_single_ones() {
    TextVectorization pairs =
        new TextVectorization().ngrams(2).vocabulary(List.of("a", "b", "a b", "b c"));
    assertThat(pairs.ids("a b c")).isDeepEqualTo(new int[][] {{2, 3, 1, 4, 5}});
  }

  @Test
  void should_count_words_with_the_unknown_first() {
    assertThat(learnt.counts("earth earth water")).isDeepEqualTo(new float[][] {{1, 2, 0, 0}});
    assertThat(learnt.multiHot("earth earth water")).isDeepEqualTo(new float[][] {{1, 1, 0, 0}});
  }

  @Test
  void should_weigh_words_by_their_rarity() {
    float[] weighed = learnt.tfIdf("earth earth fire water")[0];
    double earth = Math.log(1 + 4 / 4.0);
    double wind = Math.log(1 + 4 / 3.0);
    double fire = Math.log(1 + 4 / 2.0);
    assertThat(weighed[0]).isCloseTo((float) ((earth + wind + fire) / 3), within(1e-6f));
    assertThat(weighed[1]).isCloseTo((float) (2 * earth), within(1e-6f));
    assertThat(weighed[2]).isZero();
    assertThat(weighed[3]).isCloseTo((float) fire, within(1e-6f));
  }

  @Test
  void should_refuse_what_makes_no_sense() {
    assertThatThrownBy(() -> new TextVectorization().ngrams(0))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"ngrams\": expected a number from 1, received 0.");
    assertThatThrownBy(() -> new TextVectorization().vocabulary(List.of("a", "a")))
        .hasMessageContaining("\"vocabulary\": expected each word once, \"a\" twice.");
    assertThatThrownBy(() -> new TextVectorization().vocabulary(List.of("a")).tfIdf("a"))
        .hasMessageContaining("Call adapt(…) first");
  }
}
