package dev.braid.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.models.generative.Autoencoder;
import dev.braid.models.generative.VariationalAutoencoder;
import dev.braid.models.matching.Siamese;
import dev.braid.models.matching.TwoTower;
import dev.braid.models.multimodal.ImageTextNumbers;
import dev.braid.models.series.GruForecaster;
import dev.braid.models.tabular.DeepSets;
import dev.braid.models.tabular.WideAndDeep;
import dev.braid.models.text.BiLstm;
import dev.braid.models.text.Seq2Seq;
import dev.braid.models.text.TextCnn;
import dev.braid.models.text.TransformerEncoder;
import dev.braid.models.vision.LeNet;
import dev.braid.models.vision.ResNet20;
import dev.braid.models.vision.SmallVgg;
import dev.braid.models.vision.UNet;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the models with those that record_zoo.py builds in Keras: layers, names, weights and
 * shapes.
 */
class ZooTest {
  private static final Map<String, Supplier<Model>> MODELS = new LinkedHashMap<>();

  static {
    MODELS.put("lenet", () -> LeNet.of(28, 28, 1, 10));
    MODELS.put("vgg_small", () -> SmallVgg.of(32, 32, 3, 10));
    MODELS.put("resnet20", () -> ResNet20.of(32, 32, 3, 10));
    MODELS.put("unet", () -> UNet.of(128, 128, 3, 1));
    MODELS.put("text_cnn", () -> TextCnn.of(100, 5000, 3));
    MODELS.put("bi_lstm", () -> BiLstm.of(5000, 3));
    MODELS.put("transformer_encoder", () -> TransformerEncoder.of(100, 5000, 3));
    MODELS.put("seq2seq", () -> Seq2Seq.of(4000, 5000));
    MODELS.put("gru_forecaster", () -> GruForecaster.of(24, 3, 6));
    MODELS.put("wide_and_deep", () -> WideAndDeep.of(5, 10, 20));
    MODELS.put("deep_sets", () -> DeepSets.of(4));
    MODELS.put("autoencoder", () -> Autoencoder.of(28, 28, 1, 8));
    MODELS.put("variational_autoencoder", () -> VariationalAutoencoder.of(28, 28, 1, 8));
    MODELS.put("siamese", () -> Siamese.of(28, 28, 1));
    MODELS.put("two_tower", () -> TwoTower.of(1000, 500));
    MODELS.put("image_text_numbers", () -> ImageTextNumbers.of(32, 1000, 6, 4));
    MODELS.put("flagship", Flagship::build);
  }

  private static final Map<String, JsonNode> KERAS = new LinkedHashMap<>();

  static {
    try (InputStream in = ZooTest.class.getResourceAsStream("zoo.json")) {
      new ObjectMapper().readTree(in).forEach(each -> KERAS.put(each.get("name").asText(), each));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Stream<String> models() {
    return MODELS.keySet().stream();
  }

  @Test
  void should_have_a_record_of_every_model() {
    assertThat(KERAS.keySet()).isEqualTo(MODELS.keySet());
  }

  @ParameterizedTest
  @MethodSource("models")
  void should_have_as_many_weights_as_in_keras(String name) {
    Model model = MODELS.get(name).get();
    assertThat(model.countParams()).isEqualTo(KERAS.get(name).get("parameters").asLong());
    long trainable =
        model.layers().stream()
            .flatMap(layer -> WeightPaths.cells(model, layer).stream())
            .filter(WeightCell::trainable)
            .mapToLong(cell -> cell.spec().length())
            .sum();
    assertThat(trainable).isEqualTo(KERAS.get(name).get("trainable").asLong());
  }

  @ParameterizedTest
  @MethodSource("models")
  void should_give_the_shapes_of_keras(String name) {
    Model model = MODELS.get(name).get();
    List<String> shapes = new ArrayList<>();
    for (int i = 0; i < model.outputs().size(); i++) {
      List<Long> shape = new ArrayList<>();
      for (long size : model.outputs().get(i).shape()) {
        shape.add(size);
      }
      shapes.add(shape.toString().replace("-1", "null").replace(" ", ""));
    }
    List<String> expected = new ArrayList<>();
    KERAS.get(name).get("outputs").forEach(shape -> expected.add(shape.toString()));
    assertThat(shapes).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("models")
  void should_have_the_layers_of_keras_in_its_order_and_under_its_names(String name) {
    List<List<String>> layers = new ArrayList<>();
    Set<String> automatic = new HashSet<>();
    rows(MODELS.get(name).get(), layers, automatic);
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode row : KERAS.get(name).get("layers")) {
      expected.add(List.of(row.get(0).asText(), row.get(1).asText(), row.get(2).asText()));
    }
    assertThat(named(layers, automatic)).isEqualTo(named(expected, automatic));
  }

  private static void rows(Model model, List<List<String>> rows, Set<String> automatic) {
    for (Layer layer : model.layers()) {
      long count =
          WeightPaths.cells(model, layer).stream()
              .distinct()
              .mapToLong(cell -> cell.spec().length())
              .sum();
      rows.add(List.of(layer.name(), layer.className(), Long.toString(count)));
      automatic.add(layer.automaticName());
      if (layer instanceof Model inner) {
        rows(inner, rows, automatic);
      }
    }
  }

  /** Automatic names without their number: Keras numbers the layers of a program, not a model. */
  private static List<List<String>> named(List<List<String>> rows, Set<String> automatic) {
    List<List<String>> named = new ArrayList<>();
    for (List<String> row : rows) {
      String plain = row.get(0).replaceAll("_\\d+$", "");
      String name = automatic.contains(plain) ? plain : row.get(0);
      named.add(List.of(name, row.get(1), row.get(2)));
    }
    return named;
  }
}
