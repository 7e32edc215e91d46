package dev.braid.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void should_find_a_misspelled_name() {
    List<String> known = List.of("loss", "accuracy", "val_loss", "val_label_accuracy");
    assertThat(Nearest.to("acuracy", known)).contains("accuracy");
    assertThat(Nearest.to("Val-Loss", known)).contains("val_loss");
    assertThat(Nearest.to("val_accuracy", List.of("loss", "val_label_accuracy")))
        .contains("val_label_accuracy");
    assertThat(Nearest.to("mea", List.of("mae"))).contains("mae");
    assertThat(Nearest.to("X", List.of("x", "y"))).contains("x");
  }

  @Test
  void should_not_suggest_other_short_names() {
    assertThat(Nearest.to("c", List.of("a", "b"))).isEmpty();
    assertThat(Nearest.to("x2", List.of("x1"))).isEmpty();
    assertThat(Nearest.to("b", List.of("a_bottle"))).isEmpty();
    assertThat(Nearest.to("price", List.of("label"))).isEmpty();
  }

  @Test
  void should_list_all_of_a_few_names_in_their_order() {
    assertThat(Nearest.among("x", List.of("features", "dense", "label")))
        .isEqualTo("\"features\", \"dense\", \"label\"");
    assertThat(Nearest.among("x", List.of())).isEmpty();
  }

  @Test
  void should_list_the_nearest_of_many_names_first() {
    List<String> layers = IntStream.range(0, 177).mapToObj(i -> "conv" + i + "_bn").toList();
    assertThat(Nearest.among("conv31_bm", layers))
        .isEqualTo(
            "\"conv31_bn\", \"conv11_bn\", \"conv131_bn\", \"conv13_bn\", \"conv1_bn\","
                + " \"conv21_bn\", \"conv30_bn\", \"conv32_bn\" and 169 more");
  }

  @Test
  void should_not_compare_very_long_names() {
    String hundred = "n".repeat(100);
    assertThat(Nearest.to(hundred, List.of(hundred + "m", hundred))).contains(hundred);
    assertThat(Nearest.to(hundred + "n", List.of(hundred))).isEmpty();
    assertThat(Nearest.to("dense", List.of("x".repeat(1_000_000), "Dense"))).contains("Dense");
  }
}
