package dev.braid.ops;

import static dev.braid.Braid.*;
import static dev.braid.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.DType;
import dev.braid.Fit;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests operators and operations on tensors of a graph. */
class OperatorsTest {
  @Test
  void should_compute_operators() {
    Tensor a = input("a", 3);
    Tensor b = input("b", 3);
    Tensor out = a.plus(b).times(2).minus(new float[] {1, 2, 3}).dividedBy(b.power(2)).negative();
    Model model = Model.inputs(a, b).outputs(out);
    float[][] found =
        model
            .predict(Map.of("a", new float[][] {{1, 2, 3}}, "b", new float[][] {{1, 2, 4}}))
            .floats();
    assertThat(found[0]).containsExactly(-3f, -1.5f, -11f / 16);
    assertThat(model.layers().stream().map(Layer::name))
        .containsExactly(
            "a", "b", "add", "multiply", "subtract", "power", "true_divide", "negative");
  }

  @Test
  void should_index_as_numpy_does() {
    Tensor x = input("x", ANY, 4);
    Tensor first = x.at(all(), index(0));
    Tensor last = x.at(all(), index(-1), range(null, null, 2));
    Tensor turned = x.at(all(), all(), range(null, 0, -1));
    Tensor row = x.at(ellipsis(), newAxis(), range(1, -1));
    assertThat(first.shape()).containsExactly(4);
    assertThat(last.shape()).containsExactly(2);
    assertThat(turned.shape()).containsExactly(-1, 3);
    assertThat(row.shape()).containsExactly(-1, 1, 2);
    Model model = Model.inputs(x).outputs(first, last, turned.named("turned"), row.named("row"));
    var found = model.predict(new float[][][] {{{1, 2, 3, 4}, {5, 6, 7, 8}}});
    assertThat(found.floats(model.outputNames().get(0))[0]).containsExactly(1, 2, 3, 4);
    assertThat(found.floats(model.outputNames().get(1))[0]).containsExactly(5, 7);
    assertThat(found.get("turned").slice(0).slice(1).toFloatVector()).containsExactly(8, 7, 6);
    assertThat(found.get("row").shape()).containsExactly(1, 2, 1, 2);
  }

  @Test
  void should_train_through_operations_on_the_batch() {
    setRandomSeed(1);
    Tensor x = input("x", 2);
    Tensor h = x.then(dense(4));
    Tensor centered = h.minus(mean(h, 0));
    assertThat(mean(h, 0).spec().text()).isEqualTo("(4)");
    Model model = Model.inputs(x).outputs(centered.then(dense(1)));
    model.compile(sgd(0.1), mse());
    float[][] data = {{1, 2}, {3, -1}, {0, 1}, {2, 2}};
    var history =
        model.fit(data, new float[] {1, 0, 1, 0}, Fit.forEpochs(20).verbose(Verbosity.SILENT));
    assertThat(history.last("loss")).isLessThan(history.get("loss")[0]);
  }

  @Test
  void should_name_the_operation_and_the_shapes_that_do_not_fit() {
    Tensor a = input("a", 3);
    Tensor b = input("b", 4);
    assertThatThrownBy(() -> a.plus(b))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("The shapes (?, 3) and (?, 4) do not broadcast.");
  }

  @Test
  void should_notice_a_batch_that_aligns_with_another_axis() {
    Tensor rows = input("rows", 3);
    Tensor steps = input("steps", 5, 3);
    List<String> notices = new ArrayList<>();
    try (Notices.Subscription ignored = Notices.listen(notice -> notices.add(notice.message()))) {
      rows.at(all(), newAxis()).plus(steps);
      rows.plus(new float[3]);
      mean(steps, 0).plus(steps);
      assertThat(notices).isEmpty();
      rows.plus(steps);
    }
    assertThat(notices)
        .singleElement()
        .asString()
        .contains(
            "\"add\": the batch axis of (?, 3) aligns with axis 1 of an operand with 3"
                + " axes, since shapes are aligned at the last axis. Insert an axis:"
                + " x.at(all(), newAxis()).");
  }

  @Test
  void should_reduce_nothing_if_no_axis_is_given() {
    Value x = Value.of(new float[] {1, 0, 3, 2}, 2, 2);
    for (ReductionKind operation : ReductionKind.values()) {
      boolean isTruth = operation == ReductionKind.ANY || operation == ReductionKind.ALL;
      assertThat(x.reduce(operation, false).floats())
          .as(operation.name())
          .containsExactly(isTruth ? new float[] {1, 0, 1, 1} : x.floats());
    }
  }

  @Test
  void should_ignore_rows_of_segments_that_do_not_exist() {
    Value x = Value.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
    for (int i = 0; i < 100; i++) {
      Value sums = x.backend().segmentSum(x, Value.of(new float[] {-1, 1, 5, 1}, 4), 3);
      assertThat(sums.floats()).containsExactly(0, 0, 10, 12, 0, 0);
    }
  }

  @Test
  void should_copy_constants_when_the_graph_is_built() {
    float[] offset = {1, 2, 3};
    Tensor x = input("x", 3);
    Model model = Model.inputs(x).outputs(x.plus(offset));
    offset[0] = 100;
    assertThat(model.predict(new float[1][3]).floats()[0]).containsExactly(1, 2, 3);
  }

  /** In Keras true + true is true. */
  @Test
  void should_reject_the_sum_of_booleans() {
    Tensor x = input("x", 3);
    assertThatThrownBy(() -> greater(x, 0).plus(less(x, 1)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "expected operands that are not both bool, which Keras combines by logical"
                + " or, received (?, 3),"
                + " (?, 3). Write logicalOr(a, b), or cast(a, DType.INT32) to count.");
    assertThat(greater(x, 0).plus(1).dtype()).isEqualTo(DType.INT32);
  }
}
