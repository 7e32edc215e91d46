package dev.braid.internal.text;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.output;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintableTextTest {
  /** Clears the screen, deletes a line and reverses the writing direction. */
  private static final String EVIL = "a\u001b[2J\u009b2K\u202eb\rc\u0007";

  private static final String HARMLESS = "a\\u001b[2J\\u009b2K\\u202eb\\rc\\u0007";

  @Test
  void should_escape_control_characters() {
    assertThat(PrintableText.line(EVIL)).isEqualTo(HARMLESS);
    assertThat(PrintableText.of("two\n\tlines")).isEqualTo("two\n\tlines");
    assertThat(PrintableText.line("two\n\tlines")).isEqualTo("two\\n\\tlines");
    assertThat(PrintableText.line("größe 大小 😀")).isEqualTo("größe 大小 😀");
  }

  private static void assertHarmless(String text) {
    assertThat(text)
        .contains("\\u001b")
        .doesNotContain("\u001b", "\u009b", "\u202e", "\r", "\u0007");
  }

  @Test
  void should_escape_control_characters_of_names_in_output(@TempDir Path folder)
      throws IOException {
    Tensor in = input(EVIL, 2);
    Model model =
        Model.inputs(in)
            .outputs(in.then(dense(1).name(EVIL + "d")), in.then(dense(1)))
            .name(EVIL + "m");
    assertHarmless(model.summaryText());
    assertHarmless(catchThrowable(() -> model.fit(1, 1)).getMessage());
    model.compile(sgd(0.1), output(EVIL + "d").loss(mse()), output("dense").loss(mse()));
    float[][] x = new float[4][2];

    PrintStream before = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    History history;
    try {
      System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
      model.summary();
      history =
          model.fit(
              x,
              java.util.List.of(new float[4], new float[4]),
              Fit.forEpochs(1).verbose(Verbosity.LINES));
    } finally {
      System.setOut(before);
    }
    assertHarmless(shown.toString(StandardCharsets.UTF_8));
    assertHarmless(history.summary());
    assertHarmless(history.rows().get(0).logs().toString());
    assertHarmless(catchThrowable(() -> history.get("loos")).getMessage());
    for (String ending : new String[] {".dot", ".mmd"}) {
      Path file = folder.resolve("model" + ending);
      model.plot(file);
      assertThat(Files.readString(file)).doesNotContain("\u001b", "\u009b", "\u202e", "\r");
    }
  }
}
