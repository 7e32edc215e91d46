package dev.braid.layers;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Activation;
import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Verbosity;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions and layers as activations. */
class UserActivationTest {
  private static final Activation SCALED = Activation.of("scaled", x -> x.tanh().multiply(1.7));
  private static final float[][] X = {{1, 2}, {-3, 0.5f}, {0, -1}};

  private static Model model(Activation activation) {
    setRandomSeed(1);
    var in = input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(3, activation).name("d")).then(dense(1)));
    model.compile(sgd(0.05), mse());
    return model;
  }

  @Test
  void should_train_and_save_a_function_as_an_activation(@TempDir Path folder) throws IOException {
    Model model = model(SCALED);
    var history = model.fit(X, new float[] {1, -1, 0}, Fit.forEpochs(30).verbose(Verbosity.SILENT));
    assertThat(history.last("loss")).isLessThan(history.get("loss")[0]);
    assertThat(model.toJson())
        .contains(
            "\"activation\":{\"module\":\"builtins\",\"class_name\":\"function\","
                + "\"config\":\"Custom>scaled\",\"registered_name\":\"function\"}");
    Path file = folder.resolve("scaled.keras");
    model.save(file);
    Model opened = Model.load(file, Registry.empty().activation("scaled", config -> SCALED));
    assertThat(opened.predict(X).array()).isEqualTo(model.predict(X).array());
  }

  @Test
  void should_use_a_layer_as_an_activation(@TempDir Path folder) throws IOException {
    Model model = model(Activation.of(leakyRelu(0.1)));
    float[][] hidden =
        Model.inputs(model.inputs())
            .outputs(model.layer("d").apply(model.inputs()))
            .predict(X)
            .floats();
    Path file = folder.resolve("leaky.keras");
    model.save(file);
    Model opened = Model.load(file);
    assertThat(opened.predict(X).array()).isEqualTo(model.predict(X).array());
    var kernel = model.weights().get(0).array();
    float first = kernel.getFloat(0, 0) * X[1][0] + kernel.getFloat(1, 0) * X[1][1];
    assertThat(hidden[1][0]).isCloseTo(first < 0 ? first * 0.1f : first, within(1e-6f));
  }

  @Test
  void should_reject_names_of_keras_and_layers_that_are_no_functions() {
    assertThatThrownBy(() -> Activation.of("relu", x -> x))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected a name that no activation of Keras has");
    assertThatThrownBy(() -> Activation.of(dense(4)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected a layer without weights that keeps the shape");
    assertThatThrownBy(() -> Activation.of(dropout(0.5)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected a layer that draws no random numbers");
  }
}
