package dev.braid.internal.training;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Callback;
import dev.braid.Eval;
import dev.braid.Histories;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.callbacks.CsvLogger;
import dev.braid.callbacks.EarlyStopping;
import dev.braid.callbacks.LambdaCallback;
import dev.braid.callbacks.ModelCheckpoint;
import dev.braid.callbacks.TensorBoard;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
  private final LinearModel one = new LinearModel("y");
  private final LinearModel two = new LinearModel("left", "right");

  @Test
  void should_log_keras_names_in_keras_order() {
    assertThat(Runs.fit(one, quiet(2)).map().keySet())
        .containsExactly("hits", "loss", "mae", "val_hits", "val_loss", "val_mae");
    assertThat(Runs.fitAlone(two, quiet(1)).map().keySet())
        .containsExactly(
            "left_hits", "left_loss", "left_mae", "loss", "right_hits", "right_loss", "right_mae");
  }

  @Test
  void should_weigh_batches_by_their_rows() {
    LinearBatch many = new LinearBatch(new double[] {0, 0, 0}, new double[][] {{1, 1, 1}});
    LinearBatch few = new LinearBatch(new double[] {0}, new double[][] {{3}});
    Logs logs =
        new TrainingLoops<>(one).evaluate(RepeatedBatches.of(List.of(many, few)), Eval.defaults());
    assertThat(logs.get("loss")).isCloseTo((3 * 1 + 1 * 9) / 4.0, within(1e-12));
  }

  @Test
  void should_add_the_outputs_losses_up_by_their_weights() {
    two.setLossWeight("right", 0.25);
    History history = Runs.fitAlone(two, quiet(3));
    assertThat(history.last("loss"))
        .isCloseTo(history.last("left_loss") + 0.25 * history.last("right_loss"), within(1e-12));
  }

  @Test
  void should_count_epochs_from_the_initial_one() {
    List<Integer> seen = new ArrayList<>();
    History history =
        Runs.fitAlone(
            one,
            quiet(
                    5,
                    new Callback() {
                      @Override
                      public void onEpochBegin(int epoch, Context context) {
                        seen.add(epoch);
                      }
                    })
                .initialEpoch(3));
    assertThat(seen).containsExactly(3, 4);
    assertThat(history.epochs()).isEqualTo(2);
  }

  @Test
  void should_count_the_best_epoch_alike_everywhere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log.csv");
    EarlyStopping stopping = new EarlyStopping("loss").patience(1);
    History history = Runs.fitAlone(one, quiet(6, stopping, new CsvLogger(file)).initialEpoch(2));
    assertThat(history.bestEpoch("loss")).isEqualTo(5).isEqualTo(stopping.bestEpoch());
    assertThat(history.rows().get(3).number()).isEqualTo(5);
    assertThat(Files.readAllLines(file).get(4)).startsWith("5,");
    assertThat(history.summary()).as("for people").containsPattern("\\nloss .* 6 ");
  }

  @Test
  void should_name_every_callback_that_cannot_write(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    Path log = file.resolve("log.csv");
    Path model = file.resolve("model.keras");
    Path events = file.resolve("events");
    List<String> ends = new ArrayList<>();
    Callback last =
        new LambdaCallback().onTrainEnd((logs, run) -> ends.add(run.ending().toString()));
    assertThatThrownBy(
            () ->
                Runs.fitAlone(
                    one,
                    quiet(
                        1,
                        new CsvLogger(log),
                        new ModelCheckpoint(model),
                        new TensorBoard(events),
                        last)))
        .isInstanceOfSatisfying(
            StructureException.class,
            e ->
                assertThat(e.problems())
                    .allMatch(problem -> problem.id().equals("unwritable"))
                    .extracting(Problem::name)
                    .containsExactly(
                        log.toString(),
                        model.toString(),
                        events.resolve("train").resolve("events").toString()))
        .hasMessageStartingWith("fit of the model \"linear\" cannot begin:\n  [unwritable]  ");
    assertThat(ends).containsExactly("FAILED");
  }

  @Test
  void should_write_the_same_digits_in_every_country() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(String.format(Locale.getDefault(), "%d", 12)).isNotEqualTo("12");
      Callback fails =
          new LambdaCallback()
              .onEpochEnd(
                  (epoch, logs, run) -> {
                    throw new IllegalStateException("why");
                  });
      assertThatThrownBy(() -> Runs.fitAlone(one, quiet(15, fails).initialEpoch(11)))
          .hasMessage("LambdaCallback failed in onEpochEnd, epoch 12: why");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void should_validate_every_so_many_epochs() {
    assertThat(Runs.fit(one, quiet(5).validationFreq(2)).get("val_loss")).hasSize(2);
  }

  @Test
  void should_name_the_logs_of_each_validation_set() {
    DataLoader<LinearBatch> data = RepeatedBatches.of(LinearBatch.batches(10, 4, 1));
    Map<String, DataLoader<LinearBatch>> sets = new LinkedHashMap<>();
    sets.put("", data);
    sets.put("old", data);
    History history =
        Histories.of(new TrainingLoops<>(one).fit(new TrainingData<>(data, sets), quiet(1)));
    assertThat(history.last("val_old_loss")).isEqualTo(history.last("val_loss"));
  }

  @Test
  void should_run_on_through_the_data_when_epochs_have_steps() {
    List<Integer> passes = new ArrayList<>();
    History history =
        Histories.of(
            new TrainingLoops<>(one)
                .fit(RepeatedBatches.alone(noting(passes, 6)), quiet(3).stepsPerEpoch(4)));
    assertThat(passes).containsExactly(0, 1);
    assertThat(history.epochs()).isEqualTo(3);
    assertThat(one.iterations()).isEqualTo(12);
  }

  @Test
  void should_begin_a_pass_an_epoch_otherwise() {
    List<Integer> passes = new ArrayList<>();
    new TrainingLoops<>(one)
        .fit(RepeatedBatches.alone(noting(passes, 2)), quiet(5).initialEpoch(2));
    assertThat(passes).containsExactly(2, 3, 4);
  }

  private static DataLoader<LinearBatch> noting(List<Integer> passes, int batches) {
    DataLoader<LinearBatch> data = RepeatedBatches.of(LinearBatch.batches(batches, 1, 1));
    return new DataLoader<>() {
      @Override
      public int steps() {
        return UNKNOWN;
      }

      @Override
      public BatchIterator<LinearBatch> pass(int number) {
        passes.add(number);
        return data.pass(number);
      }
    };
  }

  @Test
  void should_say_that_the_data_ends_before_the_steps() {
    assertThatThrownBy(
            () ->
                new TrainingLoops<>(one)
                    .fit(
                        RepeatedBatches.alone(noting(new ArrayList<>(), 3)),
                        quiet(1).stepsPerEpoch(7)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[exhausted]")
        .hasMessageContaining("expected 7 batches (the steps asked for), the data ended after 3.");
    long before = one.iterations();
    assertThatThrownBy(() -> Runs.fitAlone(one, quiet(1).stepsPerEpoch(7)))
        .hasMessageContaining("[exhausted]");
    assertThat(one.iterations())
        .as("known sizes are refused before the first step")
        .isEqualTo(before);
  }

  @Test
  void should_refuse_data_without_batches() {
    assertThatThrownBy(
            () ->
                new TrainingLoops<>(one)
                    .fit(
                        RepeatedBatches.alone(RepeatedBatches.of(List.<LinearBatch>of())),
                        quiet(1)))
        .hasMessageContaining("[empty]");
    assertThatThrownBy(
            () ->
                new TrainingLoops<>(one)
                    .fit(RepeatedBatches.alone(noting(new ArrayList<>(), 0)), quiet(1)))
        .hasMessageContaining("[empty]");
  }

  @Test
  void should_stop_after_the_batch_in_which_a_callback_asks_for_it() {
    History history =
        Runs.fit(
            one,
            quiet(
                9,
                new Callback() {
                  @Override
                  public void onTrainBatchEnd(int batch, Logs logs, Context context) {
                    if (context.epoch() == 1 && batch == 1) {
                      context.stopTraining();
                    }
                  }
                }));
    assertThat(one.iterations()).isEqualTo(3 + 2);
    assertThat(history.get("val_loss")).as("the epoch is closed as any other").hasSize(2);
  }

  @Test
  void should_stop_at_a_loss_that_is_not_finite_and_keep_the_weights_before_it() {
    List<LinearBatch> batches = new ArrayList<>(LinearBatch.batches(8, 4, 2));
    batches.add(
        new LinearBatch(new double[] {1}, new double[][] {{1}, {Double.POSITIVE_INFINITY}}));
    assertThatThrownBy(
            () ->
                new TrainingLoops<>(two)
                    .fit(RepeatedBatches.alone(RepeatedBatches.of(batches)), quiet(4)))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            fit of the model "linear" stopped:
              [not-finite-loss]  "right": the loss became Infinity in epoch 1, batch 3; the first \
            layer whose values are not finite is "line_1". This update was not applied: the weights \
            are those before it. Try a smaller learning rate, clipNorm(1.0), or look for extreme \
            values in the data.
              See src/docs/errors.md#not-finite-loss\
            """);
    assertThat(two.iterations()).isEqualTo(2);
    assertThat(two.weights().get(1)[0]).isFinite();
  }

  @Test
  void should_refuse_a_monitor_that_will_never_exist() {
    Callback watching =
        new Callback() {
          @Override
          public List<String> monitors() {
            return List.of("val_los", "val_loss", "hits");
          }
        };
    assertThatThrownBy(() -> Runs.fitAlone(one, quiet(1, watching)))
        .isInstanceOfSatisfying(
            StructureException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::id, Problem::name)
                    .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("monitor", "val_los"),
                        org.assertj.core.groups.Tuple.tuple("monitor", "val_loss")))
        .hasMessageContaining("The logs are \"hits\", \"loss\", \"mae\".")
        .hasMessageContaining("Pass validationData(x, y)");
    assertThat(one.iterations()).isZero();
  }

  @Test
  void should_pass_added_logs_on_to_later_callbacks_and_history() {
    List<Logs> seen = new ArrayList<>();
    Callback adding =
        new Callback() {
          @Override
          public void onEpochBegin(int epoch, Context context) {
            context.log("temperature", 20 + epoch);
          }

          @Override
          public void onEpochEnd(int epoch, Logs logs, Context context) {
            context.log("speed", 3);
          }
        };
    Callback reading =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs, Context context) {
            seen.add(logs);
          }
        };
    History history = Runs.fitAlone(one, quiet(2, adding, reading));
    assertThat(seen.get(1).map()).containsEntry("temperature", 21.0).containsEntry("speed", 3.0);
    assertThat(history.get("temperature")).containsExactly(20, 21);
  }

  @Test
  void should_take_a_changed_loss_weight_from_the_next_batch_on() {
    Callback changing =
        new Callback() {
          @Override
          public void onEpochBegin(int epoch, Context context) {
            context.setLossWeight("right", epoch);
          }
        };
    History history = Runs.fitAlone(two, quiet(2, changing));
    assertThat(history.get("loss")[0]).isEqualTo(history.get("left_loss")[0]);
    assertThat(history.get("loss")[1])
        .isCloseTo(history.get("left_loss")[1] + history.get("right_loss")[1], within(1e-12));
  }
}
