package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.golden.GoldenCase;
import dev.braid.internal.graph.Node;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual but legal graphs in files of Keras keep their structure. */
class UnusualGraphsTest {
  private final List<Notice> shown = new ArrayList<>();
  private Notices.Subscription subscription;

  @BeforeEach
  void listen() {
    Notices.on();
    subscription = Notices.listen(shown::add);
  }

  @AfterEach
  void stop() {
    subscription.close();
    Notices.on();
  }

  private static Model opened(String golden) throws IOException {
    return Model.load(new GoldenCase(golden).file("model.keras"));
  }

  @Test
  void should_show_a_notice_for_an_input_that_leads_to_no_output(@TempDir Path folder)
      throws IOException {
    Model model = opened("unused_parts");
    String name = model.name();
    Notice notice =
        new Notice(
            "file-unused-input",
            "No output of the model \""
                + name
                + "\" depends on its input \"numbers\": its data is required and changes nothing."
                + " Save the model without it: keras.Model(inputs, outputs).");
    assertThat(shown).containsExactly(notice);
    assertThat(model.inputNames()).containsExactly("given", "numbers");
    model.save(folder.resolve("copy.keras"));
    assertThat(Model.load(folder.resolve("copy.keras")).inputNames())
        .containsExactly("given", "numbers");
  }

  @Test
  void should_distinguish_the_keys_of_dicts_from_the_names_of_layers(@TempDir Path folder)
      throws IOException {
    Model model = opened("swapped_keys");
    model.save(folder.resolve("copy.keras"));
    for (Model each : List.of(model, Model.load(folder.resolve("copy.keras")))) {
      assertThat(each.inputNames()).containsExactly("a", "b");
      assertThat(each.inputs().stream().map(input -> Node.of(input).layer().name()))
          .containsExactly("b", "a");
      assertThat(each.outputNames()).containsExactly("left", "right");
      assertThat(each.outputs().stream().map(output -> Node.of(output).layer().name()))
          .containsExactly("right", "left");
    }
    assertThat(shown).isEmpty();
  }
}
