package dev.braid.callbacks;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Histories;
import dev.braid.History;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.training.LinearBatch;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.RepeatedBatches;
import dev.braid.internal.training.Runs;
import dev.braid.internal.training.TrainingLoops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the files with a separate parser, which shares no code with the writer. */
class TensorBoardTest {
  @TempDir Path folder;
  private final LinearModel model = new LinearModel("left", "right");

  @Test
  void should_write_scores_histograms_and_the_graph() throws IOException {
    History history =
        Runs.fit(model, quiet(3, new TensorBoard(folder).histogramFreq(2).updateFreq(2)));
    List<Map<Integer, List<Object>>> train = events("train");
    assertThat(text(train.get(0).get(3))).isEqualTo("brain.Event:2");
    assertThat(graph(train)).containsExactly("x InputLayer ", "left Dense x", "right Dense x");
    Map<String, List<Float>> scalars = scalars(train);
    assertThat(scalars.get("epoch_loss")).hasSize(3);
    assertThat(scalars.get("epoch_loss").get(2)).isEqualTo((float) history.last("loss"));
    assertThat(scalars.get("epoch_learning_rate")).containsOnly(0.1f);
    assertThat(scalars.get("batch_left_loss")).hasSize(4);
    Map<String, List<Float>> validation = scalars(events("validation"));
    assertThat(validation.get("epoch_right_mae").get(2))
        .isEqualTo((float) history.last("val_right_mae"));
    assertThat(validation).containsKey("evaluation_loss_vs_iterations");
    List<Map<Integer, List<Object>>> histograms = histograms(train, "left/kernel/histogram");
    assertThat(histograms).hasSize(2);
    double min = ((ByteBuffer) histograms.get(1).get(1).get(0)).getDouble(0);
    assertThat(min)
        .isCloseTo(Math.min(model.weights.get(0)[0], model.weights.get(0)[1]), within(1e-6));
  }

  @Test
  void should_separate_validation_sets() throws IOException {
    Map<String, DataLoader<LinearBatch>> sets = new LinkedHashMap<>();
    sets.put("", RepeatedBatches.of(LinearBatch.batches(10, 4, 2)));
    sets.put("night", RepeatedBatches.of(LinearBatch.batches(6, 4, 2)));
    History history =
        Histories.of(
            new TrainingLoops<>(model)
                .fit(
                    new TrainingData<>(RepeatedBatches.of(LinearBatch.batches(10, 4, 2)), sets),
                    quiet(2, new TensorBoard(folder))));
    Map<String, List<Float>> validation = scalars(events("validation"));
    assertThat(validation.get("evaluation_loss_vs_iterations"))
        .containsExactly(floats(history.get("val_loss")));
    assertThat(validation.get("evaluation_night_loss_vs_iterations"))
        .containsExactly(floats(history.get("val_night_loss")));
    assertThat(validation.get("epoch_night_left_mae"))
        .containsExactly(floats(history.get("val_night_left_mae")));
  }

  private static Float[] floats(double[] values) {
    return Arrays.stream(values).mapToObj(value -> (float) value).toArray(Float[]::new);
  }

  private List<Map<Integer, List<Object>>> events(String part) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Map<Integer, List<Object>>> events = new ArrayList<>();
    while (data.hasRemaining()) {
      byte[] length = bytes(data, 8);
      assertThat(data.getInt()).isEqualTo(masked(length));
      byte[] event =
          bytes(data, (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
      assertThat(data.getInt()).isEqualTo(masked(event));
      events.add(fields(event));
    }
    return events;
  }

  private static byte[] bytes(ByteBuffer data, int count) {
    byte[] bytes = new byte[count];
    data.get(bytes);
    return bytes;
  }

  /** Computes CRC32C bit by bit, from its polynomial. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  private static Map<Integer, List<Object>> fields(byte[] message) {
    ByteBuffer data = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new HashMap<>();
    while (data.hasRemaining()) {
      long tag = varint(data);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(data);
            case 1 -> ByteBuffer.wrap(bytes(data, 8)).order(ByteOrder.LITTLE_ENDIAN);
            case 2 -> bytes(data, (int) varint(data));
            case 5 -> data.getFloat();
            default -> throw new AssertionError("wire type of tag " + tag);
          };
      fields.computeIfAbsent((int) (tag >>> 3), field -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer data) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = data.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static String text(List<Object> field) {
    return new String((byte[]) field.get(0), StandardCharsets.UTF_8);
  }

  private static List<Map<Integer, List<Object>>> values(List<Map<Integer, List<Object>>> events) {
    return events.stream()
        .filter(event -> event.containsKey(5))
        .map(event -> fields((byte[]) event.get(5).get(0)))
        .map(summary -> fields((byte[]) summary.get(1).get(0)))
        .toList();
  }

  private static Map<String, List<Float>> scalars(List<Map<Integer, List<Object>>> events) {
    Map<String, List<Float>> scalars = new HashMap<>();
    for (Map<Integer, List<Object>> value : values(events)) {
      if (value.containsKey(2)) {
        scalars
            .computeIfAbsent(text(value.get(1)), tag -> new ArrayList<>())
            .add((Float) value.get(2).get(0));
      }
    }
    return scalars;
  }

  private static List<Map<Integer, List<Object>>> histograms(
      List<Map<Integer, List<Object>>> events, String tag) {
    return values(events).stream()
        .filter(value -> value.containsKey(5) && text(value.get(1)).equals(tag))
        .map(value -> fields((byte[]) value.get(5).get(0)))
        .toList();
  }

  private static List<String> graph(List<Map<Integer, List<Object>>> events) {
    byte[] graph =
        (byte[])
            events.stream()
                .filter(event -> event.containsKey(4))
                .findFirst()
                .orElseThrow()
                .get(4)
                .get(0);
    return fields(graph).get(1).stream()
        .map(node -> fields((byte[]) node))
        .map(
            node ->
                text(node.get(1))
                    + " "
                    + text(node.get(2))
                    + " "
                    + (node.containsKey(3) ? text(node.get(3)) : ""))
        .toList();
  }
}
