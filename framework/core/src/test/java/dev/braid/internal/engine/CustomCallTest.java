package dev.braid.internal.engine;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Mistakes in the call of a custom layer, told where the layer is applied or in the first step. */
class CustomCallTest {
  /** Declares the shape of its input, whatever its function gives. */
  private static final class Custom extends CustomLayer<Custom> {
    private final BiFunction<LayerCall, Value, Value> function;

    Custom(BiFunction<LayerCall, Value, Value> function) {
      this.function = function;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<WeightSpec> weights(List<Spec> inputs) {
      return List.of(WeightSpec.of("scale", new Ones(), features(inputs)));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return function.apply(call, inputs.get(0));
    }

    @Override
    protected void describe(Config config) {}
  }

  private static void refused(BiFunction<LayerCall, Value, Value> function, String problem) {
    assertThatThrownBy(() -> input("in", 3).then(new Custom(function).name("mine")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void should_compare_the_result_with_what_is_declared_where_the_layer_is_applied() {
    refused(
        (call, x) -> x.sum(false, -1),
        "[layer-output]  \"mine\": expected a result of (?, 3), as its outputs(…) declares,"
            + " received (?) from its call.");
    refused((call, x) -> x.mean(true, 0), "received (1, 3) from its call");
    refused((call, x) -> Value.concat(1, List.of(x, x)), "received (?, 6) from its call");
    refused((call, x) -> null, "received null from its call");
  }

  @Test
  void should_name_the_layer_where_its_call_fails() {
    refused(
        (call, x) -> x.multiply(call.weight("w")),
        "received IllegalArgumentException: its call asks for the weight \"w\", but weights(…)"
            + " names \"scale\".");
    refused(
        (call, x) -> x.add(Value.of(new float[4], 4)),
        "the shapes (?, 3) and (4) do not broadcast");
    refused((call, x) -> x.sum(false, 5), "axis 5 does not exist: there are 2 axes");
  }

  @Test
  void should_accept_what_depends_on_the_batch_alone() {
    assertThat(input("in", 3).then(new Custom((call, x) -> x.subtract(x.mean(true, 0)))).shape())
        .containsExactly(3);
    assertThat(input("in", ANY, 3).then(new Custom((call, x) -> x.add(call.normal(x)))).shape())
        .containsExactly(-1, 3);
  }

  /** A call that asks for elements is computed first when there is data. */
  @Test
  void should_compare_results_in_each_step() {
    Custom lossy = new Custom((call, x) -> Value.constant(x.array().sum(false, 1)));
    var in = input("in", 3);
    Model model = Model.inputs(in).outputs(in.then(lossy.name("lossy")));
    assertThatThrownBy(() -> model.predict(new float[8][3]))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "\"lossy\": expected a result of (?, 3), as its outputs(…) declares, received (8) from"
                + " its call");
  }

  @Test
  void should_name_the_layer_where_its_call_fails_on_data() {
    Custom failing =
        new Custom(
            (call, x) -> {
              if (x.array().getDouble(0) > 0) {
                throw new IllegalStateException("too large");
              }
              return x;
            });
    var in = input("in", 3);
    Model model = Model.inputs(in).outputs(in.then(failing.name("failing")));
    assertThat(model.predict(new float[2][3]).floats()).hasDimensions(2, 3);
    assertThatThrownBy(() -> model.predict(new float[][] {{1, 1, 1}}))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"failing\": expected a call that computes its result, received")
        .hasMessageContaining("IllegalStateException: too large");
  }
}
