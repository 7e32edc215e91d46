package dev.braid.internal.engine.kernels.table;

import static dev.braid.Braid.*;
import static dev.braid.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.internal.engine.kernels.PortableKernel;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.Node;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on tensors train on fast kernels as they do by their formulas. */
class OperationKernelsTest {
  private static final float[][] X = {{1, -2, 0.5f}, {-1, 0.25f, 2}, {0.5f, 1, -1}};
  private static final float[][] Y = {{1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 0, 0}};

  private static Arguments one(
      String name, UnaryOperator<Tensor> graph, UnaryOperator<Value> call) {
    BinaryOperator<Tensor> onTensors = (a, b) -> graph.apply(a);
    BinaryOperator<Value> onValues = (a, b) -> call.apply(a);
    return Arguments.of(named(name, onTensors), onValues);
  }

  private static Arguments two(
      String name, BinaryOperator<Tensor> graph, BinaryOperator<Value> call) {
    return Arguments.of(named(name, graph), call);
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        two("add", (a, b) -> add(a, b), (a, b) -> add(a, b)),
        two("subtract", (a, b) -> subtract(a, b), (a, b) -> subtract(a, b)),
        two("multiply", (a, b) -> multiply(a, b), (a, b) -> multiply(a, b)),
        two("maximum", (a, b) -> maximum(a, b), (a, b) -> maximum(a, b)),
        two("minimum", (a, b) -> minimum(a, b), (a, b) -> minimum(a, b)),
        two("multiply itself", (a, b) -> multiply(a, a), (a, b) -> multiply(a, a)),
        one("exp", x -> exp(x), x -> exp(x)),
        one("hardSigmoid", x -> hardSigmoid(x), x -> hardSigmoid(x)),
        one("hardSilu", x -> hardSilu(x), x -> hardSilu(x)),
        one("hardTanh", x -> hardTanh(x), x -> hardTanh(x)),
        one("logSigmoid", x -> logSigmoid(x), x -> logSigmoid(x)),
        one("relu", x -> dev.braid.ops.Ops.relu(x), x -> dev.braid.ops.Ops.relu(x)),
        one("relu6", x -> relu6(x), x -> relu6(x)),
        one("selu", x -> selu(x), x -> selu(x)),
        one("sigmoid", x -> sigmoid(x), x -> sigmoid(x)),
        one("silu", x -> silu(x), x -> silu(x)),
        one("softmax", x -> softmax(x), x -> softmax(x)),
        one("softplus", x -> softplus(x), x -> softplus(x)),
        one("softsign", x -> softsign(x), x -> softsign(x)),
        one("tanh", x -> tanh(x), x -> tanh(x)));
  }

  private static Model model(BinaryOperator<Tensor> between) {
    setRandomSeed(3);
    Tensor in = input("in", 3);
    Tensor a = in.then(dense(4).name("a"));
    Tensor b = in.then(dense(4).name("b"));
    // both lead to the output, whether the operation takes them or not
    Tensor out = between.apply(a, b).then(dense(4).name("c"));
    Model model = Model.inputs(in).outputs(out.plus(b.times(0.1)));
    model.compile(sgd(0.02), mse());
    return model;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void should_train_as_by_the_formula(BinaryOperator<Tensor> graph, BinaryOperator<Value> call) {
    Model fast = model(graph);
    Model portable = model((a, b) -> lambda("formula", (BinaryOperator<Value>) call).apply(a, b));
    portable.setWeights(fast.weights().stream().map(weight -> weight.array()).toList());
    for (Model each : List.of(fast, portable)) {
      each.fit(X, Y, epochs(5).shuffle(false).verbose(Verbosity.SILENT));
    }
    assertThat(fast.predict(X).array().toFloatMatrix()[0])
        .containsExactly(portable.predict(X).array().toFloatMatrix()[0], within(1e-5f));
    for (int i = 0; i < fast.weights().size(); i++) {
      assertThat(fast.weights().get(i).array().ravel().toFloatVector())
          .containsExactly(
              portable.weights().get(i).array().ravel().toFloatVector(), within(1e-5f));
    }
  }

  @Test
  void should_leave_what_layers_compute_otherwise_to_the_formula() {
    Tensor rows = input("rows", 3);
    Tensor steps = input("steps", 3, 3);
    assertThat(isFormula(add(rows, rows))).isFalse();
    assertThat(isFormula(softmax(steps))).isFalse();
    assertThat(isFormula(add(rows, steps))).isTrue();
    assertThat(isFormula(add(rows, 1))).isTrue();
    assertThat(isFormula(softmax(steps, 1))).isTrue();
    assertThat(isFormula(power(rows, rows))).isTrue();
  }

  private static boolean isFormula(Tensor made) {
    Layer layer = Node.of(made).layer();
    return KernelSelection.of(layer, Node.of(made).inputSpecs(), ExecutionPolicy.FAST)
        instanceof PortableKernel;
  }
}
