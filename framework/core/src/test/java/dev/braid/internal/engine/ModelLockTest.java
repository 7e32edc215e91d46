package dev.braid.internal.engine;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.core.Dense;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that share layers read each other's weights, in whatever order their threads ask. */
@Timeout(60)
class ModelLockTest {
  private static final float[][] X = {{1, 2}, {3, -1}};
  private static final float[] Y = {1, 0};

  /** Asks another model while the model that it belongs to is computed. */
  private static final class Asking extends CustomLayer<Asking> {
    private final Model other;

    Asking(Model other) {
      this.other = other;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return inputs.get(0).add(other.predict(X).array().getDouble(0));
    }

    @Override
    protected void describe(Config config) {}
  }

  private static Model model(Dense shared, Model asked) {
    Tensor in = input("in", 2);
    Tensor out = in.then(shared);
    Model model = Model.inputs(in).outputs(asked == null ? out : out.then(new Asking(asked)));
    model.compile(sgd(0.1), mse());
    return model;
  }

  @Test
  void should_let_a_layer_ask_a_model_that_shares_weights_with_its_own() {
    Dense shared = dense(1).name("shared");
    Model inner = model(shared, null);
    Model outer = model(shared, inner);
    outer.trainOnBatch(X, Y);
    float alone = inner.predict(X).array().getFloat(0);
    outer.trainOnBatch(X, Y);
    float[][] both = outer.predict(X).floats();
    float after = inner.predict(X).array().getFloat(0);
    assertThat(after).isNotEqualTo(alone);
    assertThat(both[0][0]).isEqualTo(after + after);
  }

  @Test
  void should_let_two_models_that_share_weights_train_and_predict_at_once() throws Exception {
    Dense shared = dense(1).name("shared");
    List<Model> models = List.of(model(shared, null), model(shared, null), model(shared, null));
    List<FutureTask<Void>> runs = new ArrayList<>();
    for (Model model : models) {
      FutureTask<Void> run =
          new FutureTask<>(
              () -> {
                for (int i = 0; i < 300; i++) {
                  model.trainOnBatch(X, Y);
                  model.predict(X);
                }
                return null;
              });
      runs.add(run);
      new Thread(run).start();
    }
    for (FutureTask<Void> run : runs) {
      run.get();
    }
    float[] newest = models.get(0).predict(X).floats()[0];
    for (Model model : models) {
      assertThat(model.predict(X).floats()[0]).isEqualTo(newest);
    }
  }

  @Test
  void should_show_readers_all_of_a_change_or_nothing()
      throws InterruptedException, ExecutionException {
    AtomicBoolean waits = new AtomicBoolean();
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    ModelLock lock = new ModelLock(waits::get, () -> waits.set(false));
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              for (int i = 1; i <= 2_000; i++) {
                int now = i;
                lock.change(
                    () -> {
                      first.set(now);
                      waits.set(now % 2 == 0);
                      Thread.yield();
                      second.set(now);
                    });
              }
              return null;
            });
    new Thread(writing).start();
    while (!writing.isDone()) {
      int[] seen =
          lock.read(
              () -> {
                assertThat(waits).isFalse();
                int before = first.get();
                Thread.yield();
                return new int[] {before, second.get()};
              });
      assertThat(seen[0]).isEqualTo(seen[1]);
    }
    writing.get();
    assertThat(lock.isHeld()).isFalse();
    lock.read(
        () -> {
          assertThat(lock.isHeld()).isTrue();
          return null;
        });
  }
}
