package dev.braid.internal.training;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Callback;
import dev.braid.Eval;
import dev.braid.Histories;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.StructureException;
import dev.braid.callbacks.LambdaCallback;
import dev.braid.callbacks.TerminateOnNan;
import dev.braid.internal.data.DataLoader;
import dev.braid.training.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunFailuresTest {
  private final LinearModel model = new LinearModel("y");
  private final List<String> ends = new ArrayList<>();
  private final Callback closing =
      new LambdaCallback().onTrainEnd((logs, run) -> ends.add(run.ending().name()));

  @Test
  void should_name_the_callback_that_failed_and_let_the_others_close() {
    IllegalStateException cause = new IllegalStateException("no disk");
    Callback failing =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs, Context context) {
            throw cause;
          }

          @Override
          public void onTrainEnd(Logs logs, Context context) {
            throw new IllegalStateException("nor can it close");
          }
        };
    assertThatThrownBy(() -> Runs.fitAlone(model, quiet(3, failing, closing)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("RunFailuresTest$")
        .hasMessageContaining("failed in onEpochEnd, epoch 1: no disk")
        .hasCause(cause)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(ends).containsExactly("FAILED");
  }

  @Test
  void should_let_begun_callbacks_close_when_another_cannot_begin() {
    Callback failing =
        new LambdaCallback()
            .onTrainBegin(
                run -> {
                  throw new IllegalStateException("no");
                });
    assertThatThrownBy(() -> Runs.fitAlone(model, quiet(1, closing, failing)))
        .hasMessage("LambdaCallback failed in onTrainBegin, epoch 1: no");
    assertThat(ends).containsExactly("FAILED");
  }

  private static final class Failing implements DataLoader<LinearBatch> {
    private final List<String> closed = new ArrayList<>();

    @Override
    public int steps() {
      return UNKNOWN;
    }

    @Override
    public BatchIterator<LinearBatch> pass(int number) {
      BatchIterator<LinearBatch> good = RepeatedBatches.of(LinearBatch.batches(12, 4, 1)).pass(0);
      return new BatchIterator<>() {
        private int dealt;

        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public LinearBatch next() {
          if (dealt++ == 2) {
            throw new IllegalStateException("the camera is off");
          }
          return good.next();
        }

        @Override
        public void close() {
          closed.add("pass " + number);
        }
      };
    }
  }

  @Test
  void should_name_the_batch_that_the_data_failed_to_give_and_close_it() {
    Failing data = new Failing();
    assertThatThrownBy(
            () -> new TrainingLoops<>(model).fit(RepeatedBatches.alone(data), quiet(2, closing)))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the data, in epoch 1, failed to give batch 3: the camera is off")
        .hasRootCauseMessage("the camera is off");
    assertThat(data.closed).containsExactly("pass 0");
    assertThat(ends).containsExactly("FAILED");
    assertThatThrownBy(() -> new TrainingLoops<>(model).evaluate(data, Eval.defaults()))
        .hasMessage("the data failed to give batch 3: the camera is off");
    assertThat(data.closed).hasSize(2);
  }

  @Test
  void should_name_the_first_batch_where_the_data_cannot_begin_a_pass() {
    DataLoader<LinearBatch> data =
        new DataLoader<>() {
          @Override
          public int steps() {
            return UNKNOWN;
          }

          @Override
          public BatchIterator<LinearBatch> pass(int number) {
            throw new IllegalStateException("the camera is off");
          }
        };
    assertThatThrownBy(() -> new TrainingLoops<>(model).fit(RepeatedBatches.alone(data), quiet(1)))
        .hasMessage("the data, in epoch 1, failed to give batch 1: the camera is off");
    assertThatThrownBy(() -> new TrainingLoops<>(model).evaluate(data, Eval.defaults()))
        .hasMessage("the data failed to give batch 1: the camera is off");
  }

  @Test
  void should_refuse_to_train_from_a_second_thread_but_let_it_ask() throws Exception {
    TrainingLoops<LinearBatch> training = new TrainingLoops<>(model);
    DataLoader<LinearBatch> data = RepeatedBatches.of(LinearBatch.batches(10, 4, 1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Callback waiting =
        new LambdaCallback()
            .onEpochBegin(
                (epoch, run) -> {
                  inside.countDown();
                  await(done);
                });
    AtomicReference<History> history = new AtomicReference<>();
    Thread first =
        new Thread(
            () ->
                history.set(
                    Histories.of(training.fit(RepeatedBatches.alone(data), quiet(2, waiting)))),
            "first");
    first.start();
    inside.await();
    assertThatThrownBy(() -> training.fit(RepeatedBatches.alone(data), quiet(1)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[concurrent-fit]")
        .hasMessageContaining("the thread \"first\" is training it");
    assertThatThrownBy(() -> training.trainOnBatch(LinearBatch.batches(4, 4, 1).get(0)))
        .hasMessageContaining("[concurrent-fit]");
    assertThat(training.predict(data, rows -> rows.x().length, Eval.defaults()))
        .containsExactly(4, 4, 2);
    done.countDown();
    first.join();
    assertThat(history.get().epochs()).isEqualTo(2);
    training.fit(RepeatedBatches.alone(data), quiet(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_evaluate_inside_an_epoch_and_disturb_nothing() {
    TrainingLoops<LinearBatch> training = new TrainingLoops<>(model);
    DataLoader<LinearBatch> data = RepeatedBatches.of(LinearBatch.batches(10, 4, 1));
    Callback evaluating =
        new LambdaCallback()
            .onTrainBatchBegin((batch, run) -> training.evaluate(data, Eval.defaults()));
    double with =
        Histories.of(training.fit(RepeatedBatches.alone(data), quiet(3, evaluating))).last("mae");
    double without = Runs.fitAlone(new LinearModel("y"), quiet(3)).last("mae");
    assertThat(with).isEqualTo(without);
  }

  @Test
  void should_end_quietly_at_a_loss_that_is_not_finite_where_that_is_wanted() {
    LinearBatch bad = new LinearBatch(new double[] {1}, new double[][] {{Double.NaN}});
    List<LinearBatch> batches = new ArrayList<>(LinearBatch.batches(8, 4, 1));
    batches.add(bad);
    History history =
        Histories.of(
            new TrainingLoops<>(model)
                .fit(
                    RepeatedBatches.alone(RepeatedBatches.of(batches)),
                    quiet(5, new TerminateOnNan(), closing)));
    assertThat(history.epochs()).isEqualTo(1);
    assertThat(history.last("loss")).isNaN();
    assertThat(ends).containsExactly("STOPPED");
    assertThatThrownBy(() -> new TrainingLoops<>(model).trainOnBatch(bad))
        .hasMessageContaining("[not-finite-loss]  \"y\": the loss became NaN; the first layer");
  }

  @Test
  void should_end_cleanly_when_its_thread_is_interrupted_and_leave_it_so() {
    History history =
        Runs.fitAlone(
            model,
            quiet(
                5,
                closing,
                new LambdaCallback()
                    .onTrainBatchEnd(
                        (batch, logs, run) -> {
                          if (run.epoch() == 2) {
                            Thread.currentThread().interrupt();
                          }
                        })));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ends).containsExactly("INTERRUPTED");
    assertThat(history.epochs()).as("the epoch that was cut short is not counted").isEqualTo(2);
  }

  @Test
  void should_train_and_test_on_single_batches() {
    TrainingLoops<LinearBatch> training = new TrainingLoops<>(model);
    LinearBatch batch = new LinearBatch(new double[] {1}, new double[][] {{2}});
    assertThat(training.testOnBatch(batch).get("loss")).isEqualTo(4);
    assertThat(training.trainOnBatch(batch).get("mae")).isEqualTo(2);
    assertThat(training.trainOnBatch(batch).get("mae")).isLessThan(2);
    assertThat(model.iterations()).isEqualTo(2);
  }
}
