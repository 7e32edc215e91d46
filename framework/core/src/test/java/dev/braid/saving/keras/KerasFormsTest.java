package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.Tensor;
import dev.braid.golden.GoldenComparison;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The variants of Keras' files: Sequential models, dicts, keyword arguments, and the old format.
 */
class KerasFormsTest {
  private static Path file(String name) throws URISyntaxException {
    return Path.of(KerasFormsTest.class.getResource("/keras_forms/" + name).toURI());
  }

  private static Outputs predict(Model model) {
    Map<String, INDArray> x = new LinkedHashMap<>();
    Iterator<String> names = model.inputNames().iterator();
    for (Tensor input : model.inputs()) {
      long[] shape = LongStream.concat(LongStream.of(2), Arrays.stream(input.shape())).toArray();
      x.put(names.next(), values(input.dtype(), shape));
    }
    return model.predict(x);
  }

  private static INDArray values(DType type, long... shape) {
    if (type == DType.FLOAT32) {
      return Nd4j.valueArrayOf(shape, 0.5f);
    }
    long limit = Map.of(DType.BOOL, 2L, DType.INT16, 9L, DType.UINT8, 256L).get(type);
    float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % limit;
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private static void compare(String name, Model model) throws IOException, URISyntaxException {
    GoldenComparison near = new GoldenComparison();
    Outputs outputs = predict(model);
    List<INDArray> inOrder = new ArrayList<>(outputs.map().values());
    Map<String, NpyArray> expected = Npz.read(file(name + ".npz"));
    assertThat(inOrder).hasSize(expected.size());
    expected.forEach(
        (key, array) -> {
          INDArray keras =
              Nd4j.createFromArray((float[]) array.values())
                  .reshape('c', Arrays.stream(array.shape()).asLongStream().toArray());
          INDArray mine =
              key.startsWith("output")
                  ? inOrder.get(Integer.parseInt(key.substring("output".length())))
                  : outputs.get(key);
          near.array(key, keras, mine, 1e-5);
        });
    near.assertAllNear();
  }

  private static Model loaded(String name, Path folder) throws IOException, URISyntaxException {
    Model model = Model.load(file(name + ".keras"));
    compare(name, model);
    Path copy = folder.resolve("copy.keras");
    model.save(copy);
    Model again = Model.load(copy);
    compare(name, again);
    return again;
  }

  @Test
  void should_open_sequential_models_inside_each_other(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Model model = loaded("sequential", folder);
    assertThat(model.name()).isEqualTo("chain");
    assertThat(model.outputNames()).containsExactly("last");
    INDArray y = Nd4j.zeros(2, 2);
    assertThat(model.evaluate(Nd4j.ones(2, 4), y).map()).containsOnlyKeys("loss", "mae");
  }

  @Test
  void should_use_the_keys_of_dicts_as_names(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Model model = loaded("dicts", folder);
    assertThat(model.inputNames()).containsExactly("x", "y");
    assertThat(model.outputNames()).containsExactly("first", "second");
  }

  @Test
  void should_open_the_graphs_of_python_classes_that_extend_models(@TempDir Path folder)
      throws IOException, URISyntaxException {
    List<Notice> shown = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription listening = Notices.listen(shown::add)) {
      assertThat(listening).isNotNull();
      Model model = loaded("subclassed", folder);
      assertThat(model.layer("tower")).isInstanceOf(Model.class);
    } finally {
      Notices.on();
    }
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            classNotice("tower", "Tower"),
            classNotice("chain", "Chain"),
            classNotice("subclassed", "Trainer"));
    assertThat(shown).extracting(Notice::id).containsOnly("file-model-class");
  }

  private static String classNotice(String model, String className) {
    return "The model \"%s\" is of the Python class \"%s\": it is opened as the graph of layers in the file, without methods of the class such as train_step or call. Compare its predictions with Python's."
        .formatted(model, className);
  }

  @Test
  void should_read_keyword_arguments(@TempDir Path folder) throws IOException, URISyntaxException {
    loaded("keywords", folder);
  }

  /** The image is interpolated, and Keras rounds the pixels to integers. */
  @Test
  void should_open_inputs_of_bytes_integers_and_truth_values(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Model model = loaded("integers", folder);
    assertThat(model.inputs().stream().map(Tensor::dtype))
        .containsExactly(DType.UINT8, DType.BOOL, DType.INT16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "dicts", "keywords"})
  void should_load_weights_of_python_into_architectures_of_python(String name, @TempDir Path folder)
      throws IOException, URISyntaxException {
    String json = Files.readString(file(name + ".json"));
    Model model = Model.fromJson(json);
    model.loadWeights(file(name + ".weights.h5"));
    compare(name, model);
    Path again = folder.resolve("again.weights.h5");
    model.saveWeights(again);
    Model copy = Model.fromJson(model.toJson());
    assertThat(copy.toJson()).isEqualTo(model.toJson());
    copy.loadWeights(again);
    compare(name, copy);
  }

  @Test
  void should_open_whole_models_of_the_old_format() throws IOException, URISyntaxException {
    compare("legacy", Model.load(file("legacy.h5")));
  }

  @Test
  void should_open_the_whole_model_of_an_old_file_as_weights(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Model model = Model.load(file("legacy.h5"));
    model.weights().forEach(weight -> weight.assign(Nd4j.zeros(weight.shape())));
    model.loadWeights(file("legacy.h5"));
    compare("legacy", model);
  }
}
