package dev.braid.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.ops.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A recorded result of Keras from src/test/resources/keras. */
public record KerasRecord(JsonNode node) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads all records of a file. */
  public static Stream<KerasRecord> all(String name) {
    try (InputStream in = KerasRecord.class.getResourceAsStream("/keras/" + name + ".json")) {
      return StreamSupport.stream(JSON.readTree(in).spliterator(), false).map(KerasRecord::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String name) {
    return node.get(name).asText();
  }

  public float[] floats(String name) {
    return floats(node.get(name));
  }

  /** Returns a list of lists of numbers. */
  public List<float[]> rows(String name) {
    List<float[]> rows = new ArrayList<>();
    node.get(name).forEach(row -> rows.add(floats(row)));
    return rows;
  }

  private static float[] floats(JsonNode list) {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).isNull() ? Float.NaN : list.get(i).floatValue();
    }
    return numbers;
  }

  public long[] shape(String name) {
    return StreamSupport.stream(node.get(name).spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }

  /** Returns values and a shape as an array of a type. */
  public INDArray array(String numbers, String shape, DataType type) {
    return Nd4j.createFromArray(floats(numbers)).castTo(type).reshape('c', shape(shape));
  }

  /** Returns Keras' object with all recorded options. */
  public Map<String, Object> object() {
    return Map.of(
        "class_name",
        text("class_name"),
        "config",
        JSON.convertValue(node.get("options"), Map.class));
  }

  /** Checks that a configuration contains exactly the values that Keras writes. */
  public void assertConfig(Configured object) {
    JsonNode expected = node.get("config");
    Config config = object.config();
    assertThat(object.className()).isEqualTo(text("class_name"));
    expected
        .fieldNames()
        .forEachRemaining(
            name -> {
              assertThat(config.has(name)).as(name).isTrue();
              assertSame(JSON.valueToTree(config.get(name)), expected.get(name), name);
            });
    List<String> common = new ArrayList<>(config.map().keySet());
    List<String> order = new ArrayList<>();
    expected.fieldNames().forEachRemaining(order::add);
    common.retainAll(order);
    assertThat(common).as("order").isEqualTo(order);
  }

  private static void assertSame(JsonNode actual, JsonNode expected, String name) {
    if (expected.isNumber() && actual.isNumber()) {
      assertThat(actual.asDouble()).as(name).isEqualTo(expected.asDouble());
    } else if (expected.isArray() && actual.isArray()) {
      assertThat(actual.size()).as(name).isEqualTo(expected.size());
      for (int i = 0; i < actual.size(); i++) {
        assertSame(actual.get(i), expected.get(i), name);
      }
    } else {
      assertThat(actual).as(name).isEqualTo(expected);
    }
  }

  /** Compares values with a relative tolerance, by the rule of the golden cases. */
  public static void assertNear(float[] actual, float[] expected, double tolerance, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double square = 0;
    for (float e : expected) {
      square += (double) e * e;
    }
    double rms = Math.sqrt(square / Math.max(1, expected.length));
    for (int i = 0; i < actual.length; i++) {
      if (Float.isNaN(expected[i])) {
        continue;
      }
      double error =
          Math.abs(actual[i] - expected[i]) / Math.max(Math.max(Math.abs(expected[i]), rms), 0.001);
      assertThat(error)
          .as("%s [%d]: %s, expected %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(tolerance);
    }
  }

  public static float[] floats(Value value) {
    return floats(value.array());
  }

  public static float[] floats(INDArray array) {
    return array.dup('c').castTo(DataType.FLOAT).data().asFloat();
  }

  @Override
  public String toString() {
    return node.has("about")
        ? text("about")
        : node.has("options") ? text("class_name") + " " + node.get("options") : text("name");
  }
}
