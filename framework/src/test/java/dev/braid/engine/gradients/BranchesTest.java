package dev.braid.engine.gradients;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.engine.FloatNetwork;
import dev.braid.engine.fast.Choice;
import dev.braid.engine.fast.Floats;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Slopes that meet, part, and share their memory, while arrays are given back and taken again. */
class BranchesTest {
  @Test
  void should_train_like_the_formulas_where_paths_part_and_meet() {
    Tensor in = input("in", 6, 8);
    Tensor a = in.then(dense(8, RELU));
    Tensor b = a.then(dense(8));
    // one slope reaches both inputs, and both times as the same array
    Tensor sum = add(a, b, a);
    Tensor turned = sum.then(reshape(8, 6)).then(reshape(6, 8));
    Tensor c = subtract(turned.then(dense(8, TANH)), add(turned, sum));
    Tensor d = concatenate(c, a, turned).then(flatten());
    Tensor e = add(sum.then(flatten()).then(dense(4)), d.then(dense(4)));
    Tensor f = average(sum.then(globalAveragePooling1d()), c.then(globalAveragePooling1d()));
    same(Model.inputs(in).outputs(e, f, turned.named("turned")));
  }

  private static void same(Model model) {
    Braid.setRandomSeed(3);
    FloatNetwork fast = new FloatNetwork(model);
    fast.disturb();
    System.setProperty(Choice.PROPERTY, "portable");
    FloatNetwork portable;
    try {
      portable = new FloatNetwork(model);
    } finally {
      System.clearProperty(Choice.PROPERTY);
    }
    Nd4j.getRandom().setSeed(5);
    List<INDArray> data = List.of(Nd4j.randn(9, 6, 8));
    // the later steps find the arrays of the first
    fast.step(data, true);
    fast.step(data, true);
    List<INDArray> found = fast.step(data, true);
    List<INDArray> wanted = portable.step(data, true);
    for (int i = 0; i < wanted.size(); i++) {
      float[] numbers = Floats.copy(found.get(i));
      float[] right = Floats.copy(wanted.get(i));
      float largest = 1e-3f;
      for (float each : right) {
        largest = Math.max(largest, Math.abs(each));
      }
      for (int k = 0; k < right.length; k++) {
        assertThat(Math.abs(numbers[k] - right[k]))
            .as("array %s at %s: %s instead of %s", i, k, numbers[k], right[k])
            .isLessThanOrEqualTo(2e-5f * largest);
      }
    }
  }
}
