package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.Verbosity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training resumes from a file as if it had not been interrupted. */
class ResumedTrainingTest {
  static List<SavedModel> models() {
    return SavedModel.all();
  }

  private static Fit fitting(int from, int to) {
    return Braid.epochs(to)
        .initialEpoch(from)
        .batchSize(8)
        .shuffle(false)
        .verbose(Verbosity.SILENT);
  }

  @ParameterizedTest
  @MethodSource("models")
  void should_take_exactly_the_same_steps(SavedModel saved, @TempDir Path folder)
      throws IOException {
    Model model = saved.model();
    model.fit(saved.x(), saved.y(), fitting(0, 2));
    Path file = folder.resolve("model.keras");
    model.save(file);
    Model again = Model.load(file);
    History went = model.fit(saved.x(), saved.y(), fitting(2, 4));
    assertThat(again.fit(saved.x(), saved.y(), fitting(2, 4)).get("loss"))
        .isEqualTo(went.get("loss"));
    for (int i = 0; i < model.weights().size(); i++) {
      assertThat(again.weights().get(i).array())
          .as(model.weights().get(i).path())
          .isEqualTo(model.weights().get(i).array());
    }
  }
}
