package dev.braid.internal.saving.architecture;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import dev.braid.saving.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Layers that occur in several places of a file get one id. */
class SharedLayerIdsTest {
  private static final Pattern NUMBER = Pattern.compile("\"shared_object_id\":(\\d+)");

  private static List<String> numbers(String json) {
    return NUMBER.matcher(json).results().map(result -> result.group(1)).toList();
  }

  private static Model twice(Layer layer) {
    Tensor in = input("steps", 3, 2);
    return Model.inputs(in)
        .outputs(
            in.then(timeDistributed(layer).name("first"))
                .then(timeDistributed(layer).name("second")));
  }

  /** An identity layer whose configuration contains another model. */
  private static final class Teacher extends CustomLayer<Teacher> {
    private final Model model;

    Teacher(Model model) {
      this.model = model;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return inputs.get(0);
    }

    @Override
    protected void describe(Config config) {
      config.put("teacher", model.toJson());
    }
  }

  @Test
  void should_assign_ids_in_a_model_that_is_written_while_another_one_is() {
    Model teacher = twice(dense(2).name("taught"));
    Tensor in = input("facts", 2);
    Layer layer = new Teacher(teacher);
    Model model = Model.inputs(in).outputs(in.then(layer));

    assertThat(numbers(teacher.toJson())).containsExactly("1", "1");
    assertThat(model.layers().get(1).config().get("teacher")).isEqualTo(teacher.toJson());
    assertThat(numbers(model.toJson().replace("\\", ""))).containsExactly("1", "1");
  }

  @Test
  void should_assign_the_same_ids_each_time() {
    Tensor in = input("steps", 3, 2);
    Tensor at = in;
    List<Layer> shared = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      shared.add(dense(2).name("shared_" + i));
    }
    for (int i = 0; i < 8; i++) {
      at = at.then(timeDistributed(shared.get(i)).name("first_" + i));
    }
    for (int i = 7; i >= 0; i--) {
      at = at.then(timeDistributed(shared.get(i)).name("second_" + i));
    }
    String json = Model.inputs(in).outputs(at).toJson();

    assertThat(numbers(json)).containsExactly("8,7,6,5,4,3,2,1,1,2,3,4,5,6,7,8".split(","));
    assertThat(Model.fromJson(json).toJson()).isEqualTo(json);
  }

  @Test
  void should_assign_an_id_to_a_layer_in_a_model_in_wrappers_and_as_an_activation() {
    Layer leaky = leakyRelu(0.25).name("leaky");
    Tensor facts = input("facts", 2);
    Model inner = Model.inputs(facts).outputs(facts.then(dense(2)).then(leaky)).name("inner");
    Tensor in = input("steps", 3, 2);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(timeDistributed(inner).name("a"))
                    .then(timeDistributed(inner).name("b"))
                    .then(dense(2, Activation.of(leaky)).name("c"))
                    .then(leaky));
    String json = model.toJson();
    Model again = Model.fromJson(json);

    assertThat(numbers(json)).containsExactly("2", "1", "2", "1", "2", "2");
    assertThat(again.toJson()).isEqualTo(json);
    assertThat(again.weights()).hasSize(4);
  }

  /** Keeps its layers in a list. */
  private static final class Chain extends CustomLayer<Chain> {
    private final List<Layer> layers;

    Chain(List<Layer> layers) {
      this.layers = layers;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<Child> children(List<Spec> inputs) {
      List<Child> children = new ArrayList<>();
      layers.forEach(layer -> children.add(new Child(layer.name(), layer, inputs)));
      return children;
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      Value at = inputs.get(0);
      for (Layer layer : layers) {
        at = call.apply(layer, new LayerCall.Masked(at, null)).get(0).value();
      }
      return at;
    }

    @Override
    protected void describe(Config config) {
      config.put("layers", layers);
    }
  }

  @Test
  void should_share_the_layers_that_a_custom_layer_keeps_in_a_list() {
    Layer shared = dense(2).name("shared");
    Tensor in = input("facts", 2);
    Layer chain = new Chain(List.of(dense(2).name("own"), shared));
    Model model = Model.inputs(in).outputs(in.then(chain).then(shared));
    Model again =
        Model.fromJson(
            model.toJson(),
            Registry.empty()
                .layer("Chain", config -> new Chain(config.readAll("layers", Layer.class))));

    assertThat(again.toJson()).isEqualTo(model.toJson());
    assertThat(again.weights()).hasSize(model.weights().size()).hasSize(4);
  }
}
