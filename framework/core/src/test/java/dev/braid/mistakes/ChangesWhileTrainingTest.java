package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Callback;
import dev.braid.Model;
import dev.braid.Weight;
import dev.braid.data.Refusal;
import dev.braid.internal.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ChangesWhileTrainingTest {
  @TempDir private Path folder;
  private final Model model = OneLayer.compiled(1, LINEAR, mse());
  private final Map<String, Runnable> changes = new LinkedHashMap<>();
  private Path file;

  @BeforeEach
  void collectChanges() throws IOException {
    file = folder.resolve("w.weights.h5");
    model.saveWeights(file);
    List<INDArray> weights = model.weights().stream().map(Weight::array).toList();
    changes.put("compile", () -> model.compile(adam(0.1), mae()));
    changes.put("freeze", () -> model.freeze("y"));
    changes.put("unfreeze", () -> model.unfreeze("y"));
    changes.put("setWeights", () -> model.setWeights(weights));
    changes.put("loadWeights", this::loadWeights);
    changes.put("assign", () -> model.weights().get(0).assign(weights.get(0)));
  }

  private void loadWeights() {
    try {
      model.loadWeights(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void whileTraining(Runnable own, Runnable others) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Callback waiting =
        lambdaCallback()
            .onEpochBegin(
                (epoch, run) -> {
                  own.run();
                  inside.countDown();
                  awaited(done);
                });
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread trainer =
        new Thread(
            () ->
                model.fit(
                    OneLayer.inputs(), OneLayer.amounts(), OneLayer.quietly().callbacks(waiting)),
            "trainer");
    trainer.setUncaughtExceptionHandler(
        (thread, thrown) -> {
          failure.set(thrown);
          inside.countDown();
        });
    trainer.start();
    awaited(inside);
    try {
      others.run();
    } finally {
      done.countDown();
      trainer.join();
    }
    assertThat(failure.get()).isNull();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_refuse_changes_while_another_thread_trains() throws InterruptedException {
    whileTraining(
        () -> {},
        () ->
            changes.forEach(
                (call, change) ->
                    assertThat(Refusal.of(change::run).getMessage())
                        .isEqualTo(
                            call
                                + """
                                 of the model "model" cannot begin:
                                  [concurrent-fit]  the thread "trainer" is training it. Wait for \
                                that run to end, or make the change in one of its callbacks.
                                  See src/docs/errors.md#concurrent-fit""")));
    changes.values().forEach(Runnable::run);
  }

  @Test
  void should_let_callbacks_of_the_run_make_changes() throws InterruptedException {
    whileTraining(() -> changes.values().forEach(Runnable::run), () -> {});
  }

  @Test
  void should_refuse_a_second_run_also_after_a_callback_compiled_again()
      throws InterruptedException {
    whileTraining(
        changes.get("compile"),
        () -> {
          long seed = Seeds.peek();
          assertThat(
                  Refusal.of(
                          () ->
                              model.fit(OneLayer.inputs(), OneLayer.amounts(), OneLayer.quietly()))
                      .getMessage())
              .isEqualTo(
                  """
                  fit of the model "model" cannot begin:
                    [concurrent-fit]  the thread "trainer" is training it. Wait for that run to \
                  end, or train a second model; predict may run beside it.
                    See src/docs/errors.md#concurrent-fit""");
          assertThat(Seeds.peek()).isEqualTo(seed);
          assertThat(Refusal.ids(() -> model.trainOnBatch(OneLayer.inputs(), OneLayer.amounts())))
              .containsExactly("concurrent-fit");
          assertThat(model.predict(OneLayer.inputs()).floats()).hasNumberOfRows(OneLayer.SAMPLES);
        });
    model.fit(OneLayer.inputs(), OneLayer.amounts(), OneLayer.quietly());
  }
}
