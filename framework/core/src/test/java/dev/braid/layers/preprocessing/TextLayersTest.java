package dev.braid.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Spec;
import dev.braid.internal.config.ConfigJson;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers of texts and categories compute what Keras' layers computed, recorded by
 * src/test/python/record_text_layers.py.
 */
class TextLayersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> records() throws IOException {
    try (InputStream file = TextLayersTest.class.getResourceAsStream("/keras/text_layers.json")) {
      return StreamSupport.stream(JSON.readTree(file).spliterator(), false);
    }
  }

  private static Layer read(JsonNode record) throws IOException {
    String written = record.get("layer").toString();
    Layer layer = ObjectReader.builtIn().read(Layer.class, ConfigJson.read(written).map());
    if (!record.get("vocabulary").isNull()) {
      float[] idf =
          record.get("idf").isNull()
              ? new float[0]
              : JSON.convertValue(record.get("idf"), float[].class);
      List<String> lines = List.of(JSON.convertValue(record.get("vocabulary"), String[].class));
      ((SavedVocabulary) layer).readVocabulary(lines, idf);
    }
    return layer;
  }

  private static List<JsonNode> leaves(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(child -> all.addAll(leaves(child)));
    } else {
      all.add(node);
    }
    return all;
  }

  private static long[] shape(JsonNode node) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      sizes.add((long) at.size());
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static HostArray array(JsonNode node) {
    List<JsonNode> leaves = leaves(node);
    return leaves.get(0).isTextual()
        ? HostArray.of(leaves.stream().map(JsonNode::asText).toArray(String[]::new), shape(node))
        : HostArray.of(leaves.stream().mapToLong(JsonNode::asLong).toArray(), shape(node));
  }

  private static List<Spec> specs(JsonNode record) {
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < record.get("inputs").size(); i++) {
      long[] shape = shape(record.get("inputs").get(i));
      DType type = DType.of(record.get("types").get(i).asText());
      specs.add(new Spec(Arrays.copyOfRange(shape, 1, shape.length), type));
    }
    return specs;
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_compute_what_keras_computes(JsonNode record) throws IOException {
    Layer layer = read(record);
    List<HostArray> inputs = new ArrayList<>();
    record.get("inputs").forEach(input -> inputs.add(array(input)));
    HostArray output = ((HostLayer) layer).compute(inputs);
    JsonNode expected = record.get("output");
    assertThat(output.shape()).containsExactly(shape(expected));
    if (output.holdsTexts()) {
      assertThat(output.texts())
          .containsExactly(leaves(expected).stream().map(JsonNode::asText).toArray(String[]::new));
    } else {
      double[] numbers = leaves(expected).stream().mapToDouble(JsonNode::asDouble).toArray();
      assertThat(output.numbers()).containsExactly(numbers, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_declare_the_shape_and_type_that_it_computes(JsonNode record) throws IOException {
    Spec output = read(record).outputs(specs(record)).get(0);
    long[] shape = shape(record.get("output"));
    assertThat(output.fits(new Spec(Arrays.copyOfRange(shape, 1, shape.length), output.dtype())))
        .as(output.toString())
        .isTrue();
    boolean texts = leaves(record.get("output")).get(0).isTextual();
    if (texts) {
      // Keras declares int64 for texts
      assertThat(output.dtype()).isEqualTo(DType.STRING);
    } else if (!record.get("dtype").isNull()) {
      assertThat(output.dtype().keras()).isEqualTo(record.get("dtype").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_write_the_configuration_that_keras_wrote(JsonNode record) throws IOException {
    JsonNode found = JSON.readTree(ConfigJson.write(read(record))).get("config");
    ObjectNode config = stripped(found);
    ObjectNode expected = stripped(record.get("layer").get("config"));
    if (record.get("vocabulary").toString().contains("\\n")) {
      // Keras writes words with line breaks as lines, which it cannot read again
      assertThat(config.get("vocabulary")).isEqualTo(record.get("vocabulary"));
      config.remove("vocabulary");
      expected.remove("vocabulary");
    }
    assertThat(config).isEqualTo(expected);
  }

  /** Keras writes the type as a policy object, and a layer without a model has any name. */
  private static ObjectNode stripped(JsonNode config) {
    ObjectNode copy = config.deepCopy();
    copy.remove(List.of("dtype", "name"));
    return copy;
  }
}
