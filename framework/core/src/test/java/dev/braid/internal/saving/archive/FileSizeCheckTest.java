package dev.braid.internal.saving.archive;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSizeCheckTest {
  @TempDir Path folder;

  private static Model huge() {
    Tensor ids = input("ids", 10);
    return Model.inputs(ids)
        .outputs(ids.then(embedding(30_000_000, 20).name("words")).then(flatten()));
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessage(message);
  }

  @Test
  void should_refuse_a_model_that_exceeds_the_file_size_before_writing() {
    Model model = huge();
    Path file = folder.resolve("huge.keras");
    refused(
        () -> model.save(file),
        """
        save("huge.keras") cannot begin:
          [file-size]  "huge.keras": expected at most 2 GiB (2147483631 bytes), received 2.2 GiB of weights. Split the model and save each submodel separately: Model.inputs(…).outputs(…).
          See src/docs/errors.md#file-size""");
    refused(
        () -> model.saveWeights(folder.resolve("huge.weights.h5")),
        """
        saveWeights("huge.weights.h5") cannot begin:
          [file-size]  "huge.weights.h5": expected at most 2 GiB (2147483631 bytes), received 2.2 GiB of weights. Split the model and save each submodel separately: Model.inputs(…).outputs(…).
          See src/docs/errors.md#file-size""");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void should_count_descriptions_in_addition_to_the_values() {
    FileSizeCheck.check("save", "f", "weights", FileSizeCheck.MOST_BYTES - 2048.0, 2, "");
    refused(
        () ->
            FileSizeCheck.check(
                "save(\"f\")", "f", "weights", FileSizeCheck.MOST_BYTES - 2047.0, 2, ""),
        """
        save("f") cannot begin:
          [file-size]  "f": expected at most 2 GiB (2147483631 bytes), received 2.0 GiB of weights.
          See src/docs/errors.md#file-size""");
  }

  @Test
  void should_save_what_fits() throws Exception {
    Tensor x = input("x", 2);
    Model model = Model.inputs(x).outputs(x.then(dense(1)));
    model.save(folder.resolve("small.keras"));
    assertThat(Files.size(folder.resolve("small.keras"))).isPositive();
  }
}
