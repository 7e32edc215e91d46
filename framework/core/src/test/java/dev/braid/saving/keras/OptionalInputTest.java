package dev.braid.saving.keras;

import static dev.braid.Braid.add;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.layers.core.InputLayer;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalInputTest {
  @Test
  void should_keep_optional_inputs_and_say_that_they_require_data() {
    Tensor facts = input("facts", 2);
    Tensor context = input("context", 2);
    String json =
        Model.inputs(facts, context)
            .outputs(add(facts, context))
            .toJson()
            .replace("\"name\":\"context\"}", "\"name\":\"context\",\"optional\":true}");
    List<Notice> shown = new ArrayList<>();
    Notices.on();
    Model model;
    try (Notices.Subscription listening = Notices.listen(shown::add)) {
      model = Model.fromJson(json);
    }
    assertThat(((InputLayer) model.layer("context")).optional()).isTrue();
    assertThat(((InputLayer) model.layer("facts")).optional()).isFalse();
    assertThat(model.toJson()).isEqualTo(json).contains("\"optional\":true");
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "\"the JSON text\" has inputs that Python may leave out: \"context\". Pass data for"
                + " them, since Braid requires data for every input.");
  }
}
