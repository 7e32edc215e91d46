package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Logs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions of Keras' own callbacks, recorded by {@code record_callbacks.py}. */
class KerasDecisionsTest {
  static Stream<JsonNode> stoppings() throws IOException {
    return recorded("early_stopping");
  }

  static Stream<JsonNode> plateaus() throws IOException {
    return recorded("reduce_on_plateau");
  }

  private static Stream<JsonNode> recorded(String name) throws IOException {
    String file = "/training/keras_" + name + ".json";
    try (InputStream in = KerasDecisionsTest.class.getResourceAsStream(file)) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
    }
  }

  private static EarlyStopping stopping(JsonNode trace) {
    EarlyStopping callback =
        new EarlyStopping("score")
            .mode(trace.get("mode").asText())
            .patience(trace.get("patience").asInt())
            .minDelta(trace.get("min_delta").asDouble())
            .restoreBestWeights(trace.get("restore_best_weights").asBoolean())
            .startFromEpoch(trace.get("start_from_epoch").asInt());
    return trace.get("baseline").isNull()
        ? callback
        : callback.baseline(trace.get("baseline").asDouble());
  }

  @ParameterizedTest
  @MethodSource("stoppings")
  void should_stop_and_restore_where_keras_does(JsonNode trace) throws IOException {
    for (boolean interrupted : new boolean[] {false, true}) {
      EarlyStopping callback = stopping(trace);
      FakeRun run = new FakeRun();
      callback.onTrainBegin(run);
      int last = -1;
      for (int epoch = 0; epoch < trace.get("values").size() && !run.stopped; epoch++) {
        last = epoch;
        run.weights = List.of(new float[] {epoch});
        callback.onEpochEnd(epoch, logs(trace, epoch), run);
        if (interrupted) {
          EarlyStopping again = stopping(trace);
          again.onTrainBegin(run);
          again.restoreState(state(callback::saveState));
          callback = again;
        }
      }
      callback.onTrainEnd(Logs.none(), run);
      assertThat(last).isEqualTo(trace.get("last").asInt());
      assertThat(callback.stoppedEpoch()).isEqualTo(trace.get("stopped").asInt());
      assertThat(callback.bestEpoch()).isEqualTo(trace.get("best").asInt());
      assertThat(run.weights.get(0)[0]).isEqualTo(trace.get("weights").asInt());
    }
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void should_reduce_the_rate_where_keras_does(JsonNode trace) throws IOException {
    ReduceLrOnPlateau fresh =
        new ReduceLrOnPlateau("score")
            .mode(trace.get("mode").asText())
            .factor(trace.get("factor").asDouble())
            .patience(trace.get("patience").asInt())
            .minDelta(trace.get("min_delta").asDouble())
            .cooldown(trace.get("cooldown").asInt())
            .minLr(trace.get("min_lr").asDouble());
    for (boolean interrupted : new boolean[] {false, true}) {
      ReduceLrOnPlateau callback = fresh.verbose();
      FakeRun run = new FakeRun();
      callback.onTrainBegin(run);
      for (int epoch = 0; epoch < trace.get("values").size(); epoch++) {
        run.logs = logs(trace, epoch);
        callback.onEpochEnd(epoch, run.logs, run);
        assertThat(run.logs.get("learning_rate"))
            .isEqualTo(trace.get("logged").get(epoch).asDouble());
        assertThat((double) run.rate).isEqualTo(trace.get("rates").get(epoch).asDouble());
        if (interrupted) {
          ReduceLrOnPlateau again = fresh.verbose();
          again.onTrainBegin(run);
          again.restoreState(state(callback::saveState));
          callback = again;
        }
      }
    }
  }

  private static Logs logs(JsonNode trace, int epoch) {
    return Logs.of(Map.of("score", trace.get("values").get(epoch).asDouble()));
  }

  private interface Saving {
    void to(DataOutput out) throws IOException;
  }

  private static DataInputStream state(Saving saving) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saving.to(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
