package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Keras 3.15 itself answered to the same calls. */
class KerasUtilitiesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<JsonNode> paddings() {
    return cases("padSequences");
  }

  @ParameterizedTest
  @MethodSource("paddings")
  void should_pad_as_keras_does(JsonNode known) {
    if (known.get("float").asBoolean()) {
      float[][] padded = options(PadSequences.of(read(known, "rows", float[][].class)), known);
      assertThat(padded).isDeepEqualTo(read(known, "result", float[][].class));
    } else {
      int[][] padded = options(PadSequences.of(read(known, "rows", int[][].class)), known);
      assertThat(padded).isDeepEqualTo(read(known, "result", int[][].class));
    }
  }

  private static <R> R[] options(PadSequences<R> rows, JsonNode known) {
    PadSequences<R> padding = rows.value(known.get("value").asDouble());
    if (!known.get("maxlen").isNull()) {
      padding = padding.maxLength(known.get("maxlen").asInt());
    }
    if (known.get("padding").asText().equals("post")) {
      padding = padding.post();
    }
    if (known.get("truncating").asText().equals("post")) {
      padding = padding.truncatePost();
    }
    return padding.toArray();
  }

  static List<JsonNode> categories() {
    return cases("toCategorical");
  }

  @ParameterizedTest
  @MethodSource("categories")
  void should_write_categories_as_keras_does(JsonNode known) {
    int[] labels = read(known, "labels", int[].class);
    float[][] rows =
        known.get("classes").isNull()
            ? OneHotEncoding.of(labels)
            : OneHotEncoding.of(labels, known.get("classes").asInt());

    assertThat(rows).isDeepEqualTo(read(known, "result", float[][].class));
  }

  static List<JsonNode> timeseries() {
    return cases("timeseries");
  }

  @ParameterizedTest
  @MethodSource("timeseries")
  void should_slide_over_time_series_as_keras_does(JsonNode known) {
    int steps = known.get("n").asInt();
    float[][] data = new float[steps][];
    int[] targets = new int[steps];
    for (int i = 0; i < steps; i++) {
      data[i] = new float[] {2 * i, 2 * i + 1};
      targets[i] = 10 * i;
    }
    TimeseriesDataset windows =
        TimeseriesDataset.of(data, targets, known.get("length").asInt())
            .sequenceStride(known.get("stride").asInt())
            .samplingRate(known.get("rate").asInt())
            .batchSize(known.get("batch").asInt())
            .startIndex(known.get("start").asInt(0))
            .endIndex(known.get("end").asInt(steps));

    assertThat(windows.size()).isEqualTo(known.get("batches").size());
    for (int i = 0; i < windows.size(); i++) {
      Batch batch = windows.get(i);
      JsonNode expected = known.get("batches").get(i);
      assertThat((float[][][]) batch.x()).isEqualTo(read(expected, "x", float[][][].class));
      assertThat((int[]) batch.y()).containsExactly(read(expected, "y", int[].class));
    }
  }

  private static <T> T read(JsonNode known, String field, Class<T> type) {
    return JSON.convertValue(known.get(field), type);
  }

  private static List<JsonNode> cases(String name) {
    try (InputStream in = KerasUtilitiesTest.class.getResourceAsStream("keras-utilities.json")) {
      return StreamSupport.stream(JSON.readTree(in).get(name).spliterator(), false).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
