package dev.braid.models.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.StructureException;
import org.junit.jupiter.api.Test;

/** Pins the messages of the wrong programs, and trains the correct ones. */
class MistakesTest {
  private static String refusal(Runnable program) {
    return catchThrowableOfType(StructureException.class, program::run).getMessage();
  }

  @Test
  void should_report_the_missing_text_beside_the_images() {
    ImageAndText program = new ImageAndText();
    assertThat(refusal(program::wrong))
        .isEqualTo(
            """
            fit(x, y) does not fit the model "model":
              [merged-inputs]  expected 2 arrays for the inputs "image" (?, 16, 16, 3), "text" \
            (?, 12), received one array, float[96][16][16][3]. Pass a list in this order, or a map \
            by name: List.of(image, text).
              See src/docs/errors.md#merged-inputs""");
    assertThat(program.right().last("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void should_report_the_second_text_in_place_of_the_targets() {
    TwoTexts program = new TwoTexts();
    assertThat(refusal(program::wrong))
        .isEqualTo(
            """
            fit(data) does not fit the model "model", batch 1:
              [merged-inputs]  expected 2 arrays for the inputs "first_text" (?, 20), \
            "second_text" (?, 12), received one array, int[16][20]. Pass a list in this order, or \
            a map by name: List.of(first_text, second_text).
              [target-shape]   "label": expected (?,) of class numbers 0 to 1 for \
            sparseCategoricalCrossentropy(), received int[16][12].
              See src/docs/errors.md#merged-inputs""");
    assertThat(program.right().last("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void should_require_texts_of_one_length() {
    VariableLength program = new VariableLength();
    assertThat(refusal(program::wrong))
        .isEqualTo(
            """
            fit(x, y) does not fit the model "model":
              [ragged]  "text": expected rows of one length (11, as the first), row [1] has 5 of \
            int[120][11]. Pad sequences to one length: padSequences(rows).toArray().
              See src/docs/errors.md#ragged""");
    assertThat(program.right().last("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void should_require_a_target_for_each_output() {
    TextAndNumbers program = new TextAndNumbers();
    assertThat(refusal(program::wrong))
        .isEqualTo(
            """
            fit(x, y) does not fit the model "model":
              [target-count]  expected 2 targets for the outputs "label" (?,) of class numbers 0 \
            to 1, "amount" (?, 1), received one array, float[120][2].
              See src/docs/errors.md#target-count""");
    assertThat(program.right().last("label_accuracy")).isGreaterThan(0.9);
  }
}
