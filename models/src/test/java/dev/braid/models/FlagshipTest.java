package dev.braid.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.datasets.DigitPairs;
import dev.braid.datasets.Digits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagshipTest {
  @TempDir Path folder;

  @Test
  void should_reach_the_accuracy_of_the_readme_and_write_its_files() throws Exception {
    PrintStream standard = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Flagship.main(folder.toString());
    } finally {
      System.setOut(standard);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Model: \"digit_pair\"")
        .contains("Epoch 12/12")
        .contains("On 1000 pairs of digits it never saw: left ")
        .containsPattern("left_digit +\\d  \\([0-9.]+ % sure\\)")
        .contains(folder.resolve("model.svg").toString());
    assertThat(folder.resolve("model.svg")).content().contains("right_digit (Dense)");
    assertThat(folder.resolve("report.html")).content().contains("best val_sum_accuracy");
    assertThat(Files.size(folder.resolve("history.png"))).isGreaterThan(10_000);

    DigitPairs unseen = DigitPairs.of(Digits.load().test(), 1000, 4);
    var scores =
        Model.load(folder.resolve("model.keras")).evaluate(unseen.inputs(), unseen.targets());
    assertThat(scores.get("left_digit_accuracy")).isGreaterThan(0.97);
    assertThat(scores.get("right_digit_accuracy")).isGreaterThan(0.97);
    assertThat(scores.get("sum_accuracy")).isGreaterThan(0.95);
  }
}
