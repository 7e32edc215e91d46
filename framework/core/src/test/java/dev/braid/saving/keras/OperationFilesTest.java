package dev.braid.saving.keras;

import static dev.braid.Braid.*;
import static dev.braid.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations between layers are saved and loaded. */
class OperationFilesTest {
  private static final float[][][] X = {{{1, 2, 3}, {4, 5, 6}}, {{0, -1, 2}, {3, 0, 1}}};

  @TempDir private Path folder;

  @Test
  void should_load_saved_operations() throws IOException {
    Tensor x = input("x", 2, 3);
    Tensor h = x.then(dense(4)).plus(new float[] {1, 2, 3, 4}).times(0.5);
    Tensor parts = h.at(all(), range(null, null, -1), range(1, 3));
    Tensor out = mean(parts, keepDims(), 1).minus(exp(parts)).at(ellipsis(), newAxis());
    Model model = Model.inputs(x).outputs(out);
    model.compile(sgd(0.1), mse());
    model.fit(X, model.predict(X).array());
    Path file = folder.resolve("operations.keras");
    model.save(file);
    Model opened = Model.load(file);
    assertThat(opened.layers().stream().map(Layer::name))
        .containsExactlyElementsOf(model.layers().stream().map(Layer::name).toList());
    assertThat(opened.predict(X).array()).isEqualTo(model.predict(X).array());
    Path again = folder.resolve("again.keras");
    opened.save(again);
    assertThat(Model.load(again).predict(X).array()).isEqualTo(model.predict(X).array());
  }
}
