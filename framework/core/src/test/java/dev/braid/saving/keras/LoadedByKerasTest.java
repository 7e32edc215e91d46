package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keras loads a file of Braid, computes the same results and continues training with the same
 * results.
 */
class LoadedByKerasTest {
  @Test
  void should_resume_training_in_keras_with_equal_results(@TempDir Path folder) throws IOException {
    String missing = KerasSession.missing();
    assumeTrue(missing.isEmpty(), missing);
    List<SavedModel> models = SavedModel.all();
    List<KerasComparisonCase> cases = new ArrayList<>();
    for (SavedModel saved : models) {
      cases.add(KerasComparisonCase.write(saved, folder.resolve(saved.name())));
    }
    KerasSession.script("open_in_keras.py", folder);
    SoftAssertions soft = new SoftAssertions();
    for (int i = 0; i < cases.size(); i++) {
      KerasComparisonCase opened = cases.get(i);
      SavedModel saved = models.get(i);
      soft.assertThatCode(() -> opened.compare(saved.model()))
          .as(saved.name())
          .doesNotThrowAnyException();
      soft.assertThatCode(opened::compareAgain)
          .as("%s, saved by Keras", saved.name())
          .doesNotThrowAnyException();
    }
    soft.assertAll();
    assertThat(cases).hasSize(models.size());
  }
}
