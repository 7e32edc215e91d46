package dev.braid.saving;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Weight;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests reading weights of files whose layers differ from those of the model. */
class PartialWeightsTest {
  @TempDir Path folder;

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(3);
  }

  private static Model model(Layer... layers) {
    Tensor facts = input("facts", 3);
    Tensor x = facts;
    for (Layer layer : layers) {
      x = x.then(layer);
    }
    return Model.inputs(facts).outputs(x).name("small");
  }

  private static List<float[]> values(Model model, String... layers) {
    return model.weights().stream()
        .filter(
            weight -> layers.length == 0 || List.of(layers).contains(weight.path().split("/")[0]))
        .map(Weight::array)
        .map(array -> array.dup('c').data().asFloat())
        .toList();
  }

  private List<String> notices(Model model, Path file, LoadOptions options) throws IOException {
    List<String> shown = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription listening =
        Notices.listen(notice -> shown.add(notice.id() + " " + notice.message()))) {
      assertThat(listening).isNotNull();
      model.loadWeights(file, options);
    } finally {
      Notices.on();
    }
    return shown;
  }

  private Path saved(Model model) throws IOException {
    Path file = folder.resolve("saved.weights.h5");
    model.saveWeights(file);
    return file;
  }

  @Test
  void should_keep_layers_whose_weights_do_not_fit_and_list_them() throws IOException {
    Model known = model(dense(2).name("hidden"), dense(4).name("label"));
    Model other = model(dense(2).name("hidden"), dense(5).name("label"));
    List<float[]> before = values(other, "label");
    List<String> shown = notices(other, saved(known), LoadOptions.defaults().skipMismatch(true));
    assertThat(values(other, "hidden"))
        .usingRecursiveComparison()
        .isEqualTo(values(known, "hidden"));
    assertThat(values(other, "label")).usingRecursiveComparison().isEqualTo(before);
    assertThat(shown)
        .containsExactly(
            "skipped-weights 1 layer keeps its weights, since those in \"saved.weights.h5\" do not fit:"
                + " \"label/kernel\": expected the shape [2, 5], received FLOAT32[2, 4] in the file."
                + " Train these layers, or load a file that fits.");
  }

  @Test
  void should_keep_all_weights_of_a_layer_of_which_one_does_not_fit() throws IOException {
    Model known = model(dense(3).name("hidden"), dense(4).name("label"));
    known.weights().get(3).assign(new float[] {1, 2, 3, 4});
    Model other = model(dense(2).name("hidden"), dense(4).name("label"));
    notices(other, saved(known), LoadOptions.defaults().skipMismatch(true));
    assertThat(values(other, "label").get(1)).containsOnly(0);
  }

  @Test
  void should_refuse_other_layers_than_those_that_may_differ_and_change_nothing()
      throws IOException {
    Model known = model(dense(3).name("hidden"), dense(4).name("label"));
    Path file = saved(known);
    Model other = model(dense(2).name("hidden"), dense(4).name("label"));
    List<float[]> before = values(other);
    StructureException refusal =
        catchThrowableOfType(
            StructureException.class,
            () -> other.loadWeights(file, LoadOptions.defaults().skipMismatch(List.of("label"))));
    assertThat(refusal.problems())
        .extracting(p -> p.name())
        .containsExactly("hidden/kernel", "hidden/bias");
    assertThat(values(other)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void should_skip_layers_by_the_name_of_the_layer_that_contains_them() throws IOException {
    Model known = model(repeatVector(2), bidirectional(lstm(2)).name("both"), dense(1).name("y"));
    Model other = model(repeatVector(2), bidirectional(lstm(3)).name("both"), dense(1).name("y"));
    List<String> shown =
        notices(other, saved(known), LoadOptions.defaults().skipMismatch(List.of("both", "y")));
    assertThat(shown).singleElement().asString().contains("\"lstm_cell/kernel\"", "\"y/kernel\"");
  }

  @Test
  void should_ignore_layers_that_only_the_file_has() throws IOException {
    Model known = model(dense(2).name("hidden"), dense(4).name("label"));
    Model features = model(dense(2).name("hidden"));
    List<String> shown =
        notices(features, saved(known), LoadOptions.defaults().skipMismatch(List.of("label")));
    assertThat(values(features)).usingRecursiveComparison().isEqualTo(values(known, "hidden"));
    assertThat(shown).isEmpty();
  }

  @Test
  void should_match_layers_with_automatic_names_by_their_order() throws IOException {
    Model known =
        model(dense(3).name("dense_1"), dense(3).name("dense_2"), dense(3).name("dense_3"));
    Model other = model(dense(3), dense(3), dense(3));
    assertThat(notices(other, saved(known), LoadOptions.defaults())).isEmpty();
    assertThat(values(other)).usingRecursiveComparison().isEqualTo(values(known));
  }

  // ---- files of tf.keras 2

  /** A file in which each layer has a kernel of one value, 1, 2, 3 … */
  private Path legacy(String... layers) throws IOException {
    Map<String, H5Node> groups = new LinkedHashMap<>();
    for (int i = 0; i < layers.length; i++) {
      String weight = layers[i] + "/kernel:0";
      float[] kernel = new float[9];
      Arrays.fill(kernel, i + 1);
      H5Group inner = H5Group.of(Map.of("kernel:0", H5Dataset.of(kernel, 3, 3)));
      groups.put(
          layers[i],
          new H5Group(
              Map.of("weight_names", H5Dataset.of(List.of(weight))), Map.of(layers[i], inner)));
    }
    Path file = folder.resolve("legacy.h5");
    Hdf5.write(new H5Group(Map.of("layer_names", H5Dataset.of(List.of(layers))), groups), file);
    return file;
  }

  private static List<Float> firstValues(Model model) {
    return values(model).stream().map(kernel -> kernel[0]).toList();
  }

  @Test
  void should_match_older_files_by_name_in_any_order() throws IOException {
    Model model = model(dense(3).useBias(false).name("a"), dense(3).useBias(false).name("b"));
    model.loadWeights(legacy("b", "a"));
    assertThat(firstValues(model)).containsExactly(2f, 1f);
  }

  @Test
  void should_match_older_files_by_order_if_a_name_differs() throws IOException {
    Model model = model(dense(3).useBias(false), dense(3).useBias(false));
    model.loadWeights(legacy("dense_1", "dense_2"));
    assertThat(firstValues(model)).containsExactly(1f, 2f);
  }

  @Test
  void should_match_automatic_names_of_older_files_by_order_if_the_head_is_missing()
      throws IOException {
    Model model = model(dense(3).useBias(false), dense(3).useBias(false));
    LoadOptions options = LoadOptions.defaults().skipMismatch(List.of("label"));
    notices(model, legacy("dense_1", "dense_2", "label"), options);
    assertThat(firstValues(model)).containsExactly(1f, 2f);
  }

  @Test
  void should_list_layers_that_older_files_lack() throws IOException {
    Model model = model(dense(3).useBias(false).name("a"), dense(3).useBias(false).name("b"));
    List<String> shown = notices(model, legacy("a"), LoadOptions.defaults().skipMismatch(true));
    assertThat(firstValues(model).get(0)).isEqualTo(1f);
    assertThat(shown)
        .containsExactly(
            "skipped-weights 1 layer keeps its weights, since those in \"legacy.h5\" do not fit:"
                + " \"b\": expected 1 weight, received 0 in the file. Train these layers, or load a"
                + " file that fits.");
  }
}
