package dev.braid.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Logs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests for several monitored logs; KerasDecisionsTest compares the decisions for one log with
 * Keras'.
 */
class EarlyStoppingTest {
  private final FakeRun run = new FakeRun();

  /** Returns the number of epochs of a run with these values. */
  private int epochs(EarlyStopping stopping, double[] losses, double[] errors) {
    stopping.onTrainBegin(run);
    int epoch = 0;
    for (; epoch < losses.length && !run.stopped; epoch++) {
      epoch(stopping, epoch, Map.of("loss", losses[epoch], "error", errors[epoch]));
    }
    stopping.onTrainEnd(Logs.none(), run);
    return epoch;
  }

  private void epoch(EarlyStopping stopping, int epoch, Map<String, Double> logs) {
    run.weights = List.of(new float[] {epoch});
    stopping.onEpochEnd(epoch, Logs.of(logs), run);
  }

  @Test
  void should_continue_while_any_of_several_logs_improves() {
    EarlyStopping both = new EarlyStopping("loss", "error").patience(2);

    assertThat(both.monitors()).containsExactly("loss", "error");
    assertThat(epochs(both, new double[] {5, 6, 6, 6, 6, 6}, new double[] {9, 8, 7, 8, 8, 8}))
        .isEqualTo(5);
    assertThat(both.stoppedEpoch()).isEqualTo(4);
  }

  @Test
  void should_use_the_best_epoch_of_the_first_log() {
    EarlyStopping both = new EarlyStopping("loss", "error").patience(2).restoreBestWeights();

    epochs(both, new double[] {5, 4, 6, 6, 6, 6}, new double[] {9, 8, 7, 8, 8, 8});

    assertThat(both.bestEpoch()).isEqualTo(1);
    assertThat(run.weights.get(0)).containsExactly(1);
  }

  @Test
  void should_stop_as_with_one_log_if_the_other_is_always_missing() {
    EarlyStopping both = new EarlyStopping("loss", "error").patience(1);
    both.onTrainBegin(run);

    epoch(both, 0, Map.of("loss", 3.0));
    epoch(both, 1, Map.of("loss", 3.0));

    assertThat(run.stopped).isTrue();
  }

  @Test
  void should_save_the_state_of_all_logs_in_a_backup() throws IOException {
    EarlyStopping first = new EarlyStopping("loss", "error").patience(1);
    first.onTrainBegin(run);
    epoch(first, 0, Map.of("loss", 3.0, "error", 2.0));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    first.saveState(new DataOutputStream(saved));

    EarlyStopping again = new EarlyStopping("loss", "error").patience(1);
    again.onTrainBegin(run);
    again.restoreState(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    epoch(again, 1, Map.of("loss", 3.5, "error", 2.5));

    assertThat(run.stopped).isTrue();
  }

  @Test
  void should_require_a_single_log_for_a_baseline() {
    assertThatThrownBy(() -> new EarlyStopping("loss", "error").baseline(1))
        .hasMessageContaining("[option]  \"baseline\": expected a single monitored log");
  }
}
