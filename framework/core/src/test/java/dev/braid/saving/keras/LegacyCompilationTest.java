package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Weight;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import dev.braid.saving.LoadOptions;
import dev.braid.saving.SavingFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files {@code trained.keras} and {@code legacy.h5} contain the same trained model. */
class LegacyCompilationTest {
  /** What tf.keras 2.10 writes for compile("adam", "mse", metrics=["mae"]). */
  private static final String TF_KERAS_2 =
      """
      {"loss": {"class_name": "MeanSquaredError", "config": {"reduction": "auto", "name": "mean_squared_error"}},
       "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "mae", "dtype": "float32", "fn": "mean_absolute_error"}}]],
       "weighted_metrics": null, "loss_weights": null,
       "optimizer_config": {"class_name": "Adam", "config": {"name": "Adam", "learning_rate": 0.001, "decay": %s,
         "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}}}
      """;

  @TempDir Path folder;
  private final INDArray x = Nd4j.linspace(-1, 1, 96).reshape(8, 4, 3).castTo(DataType.FLOAT);
  private final INDArray y = Nd4j.linspace(0, 2, 16).reshape(8, 2).castTo(DataType.FLOAT);

  private Map<String, Double> trained(Model model) {
    model.trainOnBatch(x, y);
    return model.trainOnBatch(x, y).map();
  }

  private static List<INDArray> arrays(Model model) {
    return model.weights().stream().map(Weight::array).toList();
  }

  private void expectTheSameTraining(Model legacy) throws IOException {
    Model model = Model.load(SavingFixtures.file("trained.keras"));
    assertThat(trained(legacy)).isEqualTo(trained(model)).containsOnlyKeys("loss", "mae");
    assertThat(arrays(legacy)).isEqualTo(arrays(model));
  }

  @Test
  void should_continue_the_training_of_an_h5_file() throws IOException {
    expectTheSameTraining(Model.load(SavingFixtures.file("legacy.h5")));
  }

  @Test
  void should_not_compile_if_the_options_say_so() throws IOException {
    Path file = SavingFixtures.file("legacy.h5");
    assertThat(Model.load(file, LoadOptions.defaults().compile(false)).isCompiled()).isFalse();
  }

  /** Writes the file in the layout of tf.keras up to 2.10: all m, then all v, without a rate. */
  private Path withLayoutOfTfKeras2(String decay) throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("legacy.h5"));
    H5Group state = root.group("optimizer_weights").orElseThrow();
    List<String> names = state.attributes().get("weight_names").texts();
    List<String> written = new ArrayList<>(List.of("Adam/iter:0"));
    Map<String, H5Node> children = new LinkedHashMap<>();
    children.put("iter:0", state.dataset(names.get(0)).orElseThrow());
    for (int slot = 0; slot < 2; slot++) {
      String kind = slot == 0 ? "m" : "v";
      for (int i = 2 + slot; i < names.size(); i += 2) {
        H5Node array = state.dataset(names.get(i)).orElseThrow();
        String name = "w" + i / 2 + kind;
        children.put(name, H5Group.of(Map.of(kind + ":0", array)));
        written.add("Adam/" + name + "/" + kind + ":0");
      }
    }
    H5Group adam = H5Group.of(children);
    Map<String, H5Node> all = new LinkedHashMap<>(root.children());
    all.put(
        "optimizer_weights",
        new H5Group(Map.of("weight_names", H5Dataset.of(written)), Map.of("Adam", adam)));
    Map<String, H5Dataset> attributes = new LinkedHashMap<>(root.attributes());
    attributes.put("training_config", H5Dataset.of(TF_KERAS_2.formatted(decay)));
    Path file = folder.resolve("tf_keras_2.h5");
    Hdf5.write(new H5Group(attributes, all), file);
    return file;
  }

  @Test
  void should_continue_the_training_of_a_file_of_tf_keras_2() throws IOException {
    expectTheSameTraining(Model.load(withLayoutOfTfKeras2("0.0")));
  }

  @Test
  void should_read_the_decay_of_tf_keras_2_as_a_schedule() throws IOException {
    Model model = Model.load(withLayoutOfTfKeras2("0.5"));
    List<INDArray> before = arrays(model);
    model.trainOnBatch(x, y);
    Model fixed = Model.load(SavingFixtures.file("trained.keras"));
    fixed.trainOnBatch(x, y);
    INDArray slower = arrays(model).get(0).sub(before.get(0));
    INDArray faster = arrays(fixed).get(0).sub(before.get(0));
    // after one step, the rate is 0.001 / (1 + 0.5)
    assertThat(slower.mul(1.5).equalsWithEps(faster, 1e-6)).isTrue();
  }

  @Test
  void should_open_a_file_whose_loss_is_unknown_without_compiling_it() throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("legacy.h5"));
    Map<String, H5Dataset> attributes = new LinkedHashMap<>(root.attributes());
    String config = root.text("training_config").orElseThrow();
    attributes.put("training_config", H5Dataset.of(config.replace("\"mse\"", "\"cubic\"")));
    Path file = folder.resolve("unknown.h5");
    Hdf5.write(new H5Group(attributes, root.children()), file);
    List<Notice> notices = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription listening = Notices.listen(notices::add)) {
      assertThat(Model.load(file).isCompiled()).isFalse();
    }
    assertThat(notices).extracting(Notice::id).containsExactly("opened-uncompiled");
  }
}
