package dev.braid.models.notebooks;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
  /** A fake kernel. */
  public static final class Kernel {
    private static final List<String> SHOWN = new ArrayList<>();

    private Kernel() {}

    public static String display(String mime, Object shown) {
      SHOWN.add(mime + " " + shown);
      return "an id";
    }
  }

  private final PrintStream standard = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    System.setProperty(Notebook.ROOT, folder.toString());
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(standard);
    System.clearProperty(Notebook.ROOT);
  }

  @Test
  void should_write_plots_outside_a_notebook() throws Exception {
    Tensor in = input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1))).name("line");
    model.compile(sgd(0.1), mse());
    Notebook.show(model);
    Notebook.show(model.fit(new float[][] {{1, 2}}, new float[] {3}));
    Path out = folder.resolve("target").resolve("notebooks");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Model: \"line\"")
        .contains("Plot: " + out.resolve("line.svg"))
        .contains("Plot: " + out.resolve("history.svg"));
    assertThat(out.resolve("line.svg")).content().contains("<svg");
    assertThat(out.resolve("history.svg")).content().contains("<svg");
  }

  @Test
  void should_pass_html_to_the_kernel_of_a_notebook() {
    assertThat(Jupyter.display(Kernel.class.getName(), "<b>this</b>")).isTrue();
    assertThat(Kernel.SHOWN).containsExactly("html <b>this</b>");
    assertThat(Jupyter.display("no.such.Kernel", "<b>this</b>")).isFalse();
    assertThatThrownBy(() -> Jupyter.display(String.class.getName(), "<b>this</b>"))
        .hasMessageContaining("java.lang.String");
  }
}
