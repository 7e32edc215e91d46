package dev.braid.internal.engine.updates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.environment.Environment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedStepTest {
  @BeforeAll
  static void start() {
    Environment.start();
  }

  private static FusedStep steps(int slots) {
    INDArray params = Nd4j.createFromArray(1f, 2f, 3f);
    INDArray gradients = Nd4j.createFromArray(1f, 1f, 1f);
    List<INDArray> each = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      each.add(Nd4j.createFromArray(0f, 0f, 0f));
    }
    FusedStep step = new FusedStep(params, gradients, each);
    FusedStep.Change change =
        new FusedStep.Change(
            (weight, gradient, values, length) -> {
              for (int i = 0; i < length; i++) {
                for (int slot = 0; slot < slots; slot++) {
                  values[slot][i] += (slot + 1) * gradient[i];
                }
                weight[i] -= gradient[i];
              }
            },
            FusedStep.Clip.NONE,
            0);
    step.run(change, 0, 3);
    step.run(change, 1, 3);
    assertThat(params.toFloatVector()).containsExactly(0, 0, 1);
    for (int slot = 0; slot < slots; slot++) {
      float once = slot + 1;
      assertThat(each.get(slot).toFloatVector()).containsExactly(once, 2 * once, 2 * once);
    }
    return step;
  }

  @Test
  void should_step_with_any_number_of_slots() {
    for (int slots : new int[] {2, 0, 3, 1, 5}) {
      steps(slots);
    }
  }

  /** A thread that outlives its models must not hold on to them. */
  @Test
  void should_be_collected_with_its_model() throws InterruptedException {
    WeakReference<FusedStep> discarded = new WeakReference<>(steps(2));
    for (int i = 0; i < 100 && discarded.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(discarded.get()).isNull();
  }
}
