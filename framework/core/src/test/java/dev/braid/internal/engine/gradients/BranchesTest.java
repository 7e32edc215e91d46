package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.FloatNetwork;
import dev.braid.internal.environment.ExecutionPolicy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients that meet, part, and share their memory, while arrays are given back and taken again.
 */
class BranchesTest {
  @Test
  void should_train_like_the_formulas_where_paths_part_and_meet() {
    Tensor in = input("in", 6, 8);
    Tensor a = in.then(dense(8, RELU));
    Tensor b = a.then(dense(8));
    // one gradient reaches both inputs, and both times as the same array
    Tensor sum = add(a, b, a);
    Tensor turned = sum.then(reshape(8, 6)).then(reshape(6, 8));
    Tensor c = subtract(turned.then(dense(8, TANH)), add(turned, sum));
    Tensor d = concatenate(c, a, turned).then(flatten());
    Tensor e = add(sum.then(flatten()).then(dense(4)), d.then(dense(4)));
    Tensor f = average(sum.then(globalAveragePooling1d()), c.then(globalAveragePooling1d()));
    Nd4j.getRandom().setSeed(5);
    same(Model.inputs(in).outputs(e, f, turned.named("turned")), List.of(Nd4j.randn(9, 6, 8)));
  }

  @Test
  void should_train_like_the_formulas_where_small_layers_stand_side_by_side() {
    Tensor ids = input("ids", 5);
    Tensor one = input("one", 1);
    var shared = embedding(30, 4);
    Tensor a = ids.then(embedding(40, 3)).then(flatten());
    Tensor b = one.then(embedding(20, 6)).then(reshape(2, 3)).then(flatten());
    Tensor c = ids.then(shared).then(flatten());
    Tensor d = one.then(shared).then(flatten());
    // one is read at once, others wait; what reads nothing may be the output itself
    Tensor read = ids.then(embedding(50, 2)).then(flatten()).then(dense(4, TANH));
    Tensor masked = ids.then(embedding(25, 8).maskZero()).then(globalAveragePooling1d());
    Tensor unread = one.then(embedding(60, 1)).then(flatten());
    Tensor joined = concatenate(a, b, c, d, read, masked).then(dense(3));
    INDArray many = Nd4j.createFromArray(numbers(9, 5, 20)).reshape(9, 5);
    INDArray few = Nd4j.createFromArray(numbers(9, 1, 20)).reshape(9, 1);
    same(
        Model.inputs(ids, one).outputs(joined, unread.named("unread"), c.named("shared")),
        List.of(many, few));
  }

  @Test
  void should_train_like_the_formulas_where_averages_are_read_off_tables() {
    Tensor ids = input("ids", 5);
    Tensor alone = ids.then(embedding(30, 800)).then(globalAveragePooling1d());
    Tensor masked = ids.then(embedding(20, 900).maskZero()).then(globalAveragePooling1d());
    // a table so large that its gradient is kept by rows, read in two ways
    Tensor read = ids.then(embedding(200, 800));
    Tensor both = add(read.then(globalAveragePooling1d()), alone).then(dense(3));
    Tensor seen = read.then(dense(4, RELU)).then(globalAveragePooling1d());
    // and one that is read as it is
    Tensor shown = ids.then(embedding(25, 850));
    INDArray data = Nd4j.createFromArray(numbers(9, 5, 20)).reshape(9, 5);
    same(
        Model.inputs(ids)
            .outputs(
                both,
                seen.named("seen"),
                masked.then(dense(2)).named("masked"),
                shown.then(globalAveragePooling1d()).named("mean"),
                shown.named("shown")),
        List.of(data));
  }

  @Test
  void should_train_like_the_formulas_where_relus_follow() {
    Tensor in = input("in", 6, 8);
    Tensor shared = in.then(batchNormalization());
    // read by a relu and by somebody else
    Tensor a = add(shared.then(relu()), shared);
    // a relu twice, and one that is read twice
    Tensor b = a.then(dense(8)).then(relu()).then(activation(RELU));
    Tensor c = add(b, b).then(relu());
    // one that is an output, and the relu of it
    Tensor shown = c.then(dense(8)).named("shown");
    Tensor d = shown.then(relu()).then(dense(4));
    Tensor e = c.then(dense(8)).then(relu().maxValue(1)).then(dense(4)).then(relu());
    Nd4j.getRandom().setSeed(5);
    same(Model.inputs(in).outputs(add(d, e).named("sum"), shown), List.of(Nd4j.randn(9, 6, 8)));
  }

  private static float[] numbers(int samples, int each, int below) {
    Random random = new Random(each);
    float[] numbers = new float[samples * each];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(below);
    }
    return numbers;
  }

  private static void same(Model model, List<INDArray> data) {
    Braid.setRandomSeed(3);
    FloatNetwork fast = new FloatNetwork(model);
    fast.disturb();
    FloatNetwork portable = new FloatNetwork(model, ExecutionPolicy.PORTABLE);
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
