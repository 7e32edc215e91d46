package dev.braid.data;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What DL4J's data sets mask has no effect on results. */
class InputMasksTest {
  private static final int STEPS = 6;
  private static final int REAL = 4;

  private static Model series(Layer recurrent) {
    Tensor in = input("series", ANY, 3);
    Model model = Model.inputs(in).outputs(in.then(recurrent).then(dense(2).name("y")));
    model.compile(sgd(0.1), mse());
    return model;
  }

  private static INDArray mask() {
    INDArray mask = Nd4j.ones(5, STEPS);
    mask.get(NDArrayIndex.all(), NDArrayIndex.interval(REAL, STEPS)).assign(0);
    return mask;
  }

  private static INDArray cut(INDArray series) {
    return series.get(NDArrayIndex.all(), NDArrayIndex.interval(0, REAL), NDArrayIndex.all()).dup();
  }

  static Stream<Layer> recurrent() {
    return Stream.of(lstm(4), gru(4), simpleRnn(4), bidirectional(lstm(4)));
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void should_pass_over_steps_that_are_masked(Layer recurrent) {
    Model model = series(recurrent);
    INDArray x = Nd4j.rand(DataType.FLOAT, 5, STEPS, 3);
    INDArray y = Nd4j.rand(DataType.FLOAT, 5, 2);
    DataSet masked = new DataSet(x, y, mask(), null);

    INDArray expected = model.predict(cut(x)).array();
    assertThat(model.predict(masked).array().equalsWithEps(expected, 1e-6)).isTrue();
    assertThat(model.predict(new ExistingDataSetIterator(List.of(masked))).array())
        .isEqualTo(model.predict(masked).array());
    assertThat(model.evaluate(masked).get("loss"))
        .isCloseTo(model.evaluate(cut(x), y).get("loss"), within(1e-6));

    INDArray start = model.weights().get(0).array();
    model.fit(masked, epochs(1).verbose(Verbosity.SILENT));
    INDArray bymask = model.weights().get(0).array();
    model.weights().get(0).assign(start);
    assertThat(bymask).as("it learns").isNotEqualTo(start);
  }

  @Test
  void should_mask_ids_before_their_embedding() {
    Tensor in = input("words", ANY);
    Model model =
        Model.inputs(in).outputs(in.then(embedding(9, 3)).then(lstm(4)).then(dense(2).name("y")));
    model.compile(sgd(0.1), mse());
    INDArray ids = Nd4j.createFromArray(new int[][] {{1, 2, 3, 4, 8, 8}}).castTo(DataType.FLOAT);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1, 0, 0}});

    INDArray masked = model.predict(new DataSet(ids, Nd4j.zeros(1, 2), mask, null)).array();

    INDArray expected = model.predict(new int[][] {{1, 2, 3, 4}}).array();
    assertThat(masked.equalsWithEps(expected, 1e-6)).isTrue();
    assertThat(masked).isNotEqualTo(model.predict(ids).array());
  }

  @Test
  void should_leave_masked_steps_out_of_the_loss() {
    Tensor in = input("series", ANY, 3);
    Model model = Model.inputs(in).outputs(in.then(dense(2).name("y")));
    model.compile(sgd(0.1), mse());
    INDArray x = Nd4j.rand(DataType.FLOAT, 5, STEPS, 3);
    INDArray y = Nd4j.rand(DataType.FLOAT, 5, STEPS, 2);

    assertThat(model.evaluate(new DataSet(x, y, mask(), null)).get("loss"))
        .isCloseTo(model.evaluate(cut(x), cut(y)).get("loss"), within(1e-6));
  }
}
