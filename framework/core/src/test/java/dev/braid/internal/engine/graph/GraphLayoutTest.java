package dev.braid.internal.engine.graph;

import static dev.braid.Braid.add;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.reshape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.NetworkOf;
import dev.braid.Tensor;
import dev.braid.internal.engine.view.LiveGraph;
import dev.braid.layers.core.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights lie in the order in which Deeplearning4j sorts vertices, so that copies find them. */
class GraphLayoutTest {
  private static final int WIDTH = 3;

  /** Branches, far skips, shared layers, layers with several outputs, and unused results. */
  private static Model model(int seed) {
    Random random = new Random(seed);
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> made = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      inputs.add(input("in" + i, WIDTH));
      made.add(inputs.get(i));
    }
    Dense shared = dense(WIDTH).name("shared");
    int steps = 20 + random.nextInt(40);
    for (int i = 0; i < steps; i++) {
      Tensor from = made.get(random.nextInt(made.size()));
      Tensor other = made.get(Math.max(0, made.size() - 1 - random.nextInt(3)));
      made.add(
          switch (random.nextInt(6)) {
            case 0 -> add(from, other);
            case 1 -> concatenate(other, from).then(dense(WIDTH));
            case 2 -> shared.apply(from);
            case 3 -> states(from).get(1 + random.nextInt(2));
            default -> other.then(dense(WIDTH));
          });
    }
    Tensor last = made.get(made.size() - 1);
    Tensor all = add(inputs.stream().map(in -> in.then(dense(WIDTH))).toArray(Tensor[]::new));
    return Model.inputs(inputs)
        .outputs(
            last.named("last"),
            made.get(random.nextInt(made.size())).then(dense(2).name("some")),
            (inputs.size() == 1 ? last : all).then(dense(1).name("all")));
  }

  private static List<Tensor> states(Tensor from) {
    return lstm(WIDTH).returnState().applyAll(from.then(reshape(1, WIDTH)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void should_be_the_order_of_dl4j(int seed) {
    Model model = model(seed);
    LiveGraph graph = NetworkOf.model(model).graph();
    GraphLayout layout = GraphLayout.of(NetworkOf.model(model).plan());
    assertThat(graph.topologicalSortOrder())
        .isEqualTo(layout.sorted().stream().mapToInt(layout.vertices()::indexOf).toArray());

    List<INDArray> data = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      data.add(Nd4j.rand(DataType.FLOAT, 4, WIDTH));
    }
    INDArray[] arrays = data.toArray(INDArray[]::new);
    ComputationGraph copy = graph.clone();
    INDArray[] expected = graph.output(arrays);
    assertThat(expected[1].norm2Number().doubleValue()).isPositive();
    assertThat(copy.output(arrays)).isEqualTo(expected);
    assertThat(copy.params()).isEqualTo(graph.params());
    for (GraphVertex vertex : graph.getVertices()) {
      assertThat(copy.getVertex(vertex.getVertexName()).paramTable(false))
          .as(vertex.getVertexName())
          .isEqualTo(vertex.paramTable(false));
    }
    assertThat(Arrays.stream(expected).toList()).isEqualTo(NetworkOf.model(model).predict(data));
  }
}
