package dev.braid.callbacks;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallCallbacksTest {
  private final LinearModel model = new LinearModel("y");

  @Test
  void should_set_the_rate_of_each_epoch_and_log_it() {
    History history =
        Runs.fitAlone(model, quiet(3, new LearningRateScheduler((epoch, rate) -> rate / 2)));
    assertThat(history.get("learning_rate")).containsExactly(0.05, 0.025, 0.0125);
    assertThatThrownBy(
            () ->
                Runs.fitAlone(
                    model, quiet(1, new LearningRateScheduler((epoch, rate) -> Double.NaN))))
        .hasMessageContaining("[option]")
        .hasMessageContaining("received NaN");
  }

  @Test
  void should_monitor_a_log_of_another_callback_only_with_an_explicit_mode() {
    Callback rates = new LearningRateScheduler((epoch, rate) -> 0.1);
    EarlyStopping stopping = new EarlyStopping("learning_rate");
    assertThatThrownBy(() -> Runs.fitAlone(model, quiet(3, rates, stopping)))
        .hasMessageContaining("[monitor]")
        .hasMessageContaining("mode(\"min\")");
    assertThat(Runs.fitAlone(model, quiet(3, rates, stopping.mode("max"))).epochs()).isEqualTo(2);
  }

  @Test
  void should_know_the_direction_of_every_metric() {
    model.learningRate(0);
    EarlyStopping stopping = new EarlyStopping("val_hits");
    Runs.fit(model, quiet(9, stopping));
    assertThat(stopping.stoppedEpoch()).isEqualTo(1);
    LinearModel learning = new LinearModel("y");
    History history = Runs.fit(learning, quiet(4, new EarlyStopping("val_hits").patience(1)));
    assertThat(history.last("val_hits")).isGreaterThan(history.get("val_hits")[0]);
  }

  @Test
  void should_weigh_a_loss_epoch_by_epoch() {
    LinearModel two = new LinearModel("left", "right");
    History history =
        Runs.fitAlone(two, quiet(2, new LossWeightScheduler("right", epoch -> epoch)));
    assertThat(history.get("loss")[0]).isEqualTo(history.get("left_loss")[0]);
    assertThat(history.get("loss")[1]).isGreaterThan(history.get("left_loss")[1]);
  }

  @Test
  void should_stop_when_the_time_limit_is_reached() {
    long[] now = {5};
    TimeLimit limit = new TimeLimit(Duration.ofSeconds(10), () -> now[0] += 1_000_000_000L);
    History history = Runs.fitAlone(model, quiet(100, limit));
    assertThat(model.iterations()).isEqualTo(10);
    assertThat(history.epochs()).as("of three batches each").isEqualTo(4);
    assertThatThrownBy(() -> new TimeLimit(Duration.ZERO)).hasMessageContaining("[option]");
  }

  @Test
  void should_refuse_invalid_options() {
    assertThatThrownBy(() -> new EarlyStopping("loss").patience(-1))
        .hasMessageContaining("[option]  \"patience\": expected at least 0, received -1.");
    assertThatThrownBy(() -> new EarlyStopping("loss").mode("down"))
        .hasMessageContaining("\"auto\", \"min\" or \"max\"");
    assertThatThrownBy(() -> new ReduceLrOnPlateau("loss").factor(1))
        .hasMessageContaining("\"factor\"");
  }

  @Test
  void should_not_change_the_original_callback_when_an_option_is_added() {
    EarlyStopping first = new EarlyStopping("loss");
    EarlyStopping second = first.patience(50).startFromEpoch(3);
    model.learningRate(0);
    assertThat(Runs.fitAlone(model, quiet(9, first)).epochs()).isEqualTo(2);
    assertThat(Runs.fitAlone(model, quiet(9, second)).epochs()).isEqualTo(9);
  }

  /** Records every hook. */
  private static final class Recording implements Callback {
    private final List<String> hooks = new ArrayList<>();

    @Override
    public void onTrainBegin(Context run) {
      hooks.add("train begin");
    }

    @Override
    public void onTrainEnd(Logs logs, Context run) {
      hooks.add("train end " + logs.map().keySet());
    }

    @Override
    public void onEpochBegin(int epoch, Context run) {
      hooks.add("epoch begin " + epoch);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Context run) {
      hooks.add("epoch end " + epoch);
    }

    @Override
    public void onTrainBatchBegin(int batch, Context run) {
      hooks.add("batch begin " + batch);
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs, Context run) {
      hooks.add("batch end " + batch + " " + logs.map().keySet());
    }

    @Override
    public void onTestBegin(Context run) {
      hooks.add("test begin");
    }

    @Override
    public void onTestEnd(Logs logs, Context run) {
      hooks.add("test end");
    }

    @Override
    public void onTestBatchBegin(int batch, Context run) {
      hooks.add("test batch begin " + batch);
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs, Context run) {
      hooks.add("test batch end " + batch);
    }
  }

  @Test
  void should_call_the_hooks_in_keras_order() {
    Recording noting = new Recording();
    Runs.fit(model, quiet(1, noting).stepsPerEpoch(1).validationSteps(1));
    assertThat(noting.hooks)
        .containsExactly(
            "train begin",
            "epoch begin 0",
            "batch begin 0",
            "batch end 0 [hits, loss, mae]",
            "test begin",
            "test batch begin 0",
            "test batch end 0",
            "test end",
            "epoch end 0",
            "train end [hits, loss, mae, val_hits, val_loss, val_mae]");
  }
}
