package dev.braid.internal.engine.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.layers.attention.GroupQueryAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.core.Lambda;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.layers.rnn.Cell;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The formulas of layers need no elements: on shapes alone they give the shapes that the layers
 * declare.
 */
class LayerShapesTest {
  /**
   * Functions on arrays, random draws that are read in Java, loops over steps whose number must be
   * known, and layers in layers.
   */
  private static boolean needsMore(Layer layer) {
    String family = layer.getClass().getPackageName();
    return layer instanceof Lambda
        || family.endsWith(".rnn")
        || family.endsWith(".augmentation")
        || layer instanceof Cell<?>
        || layer instanceof MultiHeadAttention
        || layer instanceof GroupQueryAttention
        || layer instanceof Model;
  }

  static Stream<LayerCase> all() {
    return LayerCases.rows().stream().filter(row -> !needsMore(row.layer().get()));
  }

  static Stream<LayerCase> masked() {
    return all().filter(LayerCase::masked);
  }

  private static List<Spec> specs(LayerCase row) {
    return row.inputs().stream().map(Spec::of).toList();
  }

  private static List<Spec> openSteps(LayerCase row) {
    return row.inputs().stream()
        .map(
            shape -> {
              long[] open = shape.clone();
              open[0] = Spec.ANY;
              return Spec.of(open);
            })
        .toList();
  }

  private static List<Value> values(List<Spec> specs) {
    return specs.stream().<Value>map(spec -> new ShapeValue(DType.FLOAT32, spec.sizes())).toList();
  }

  private static List<long[]> computed(Layer layer, List<Spec> inputs, boolean masked) {
    ShapeCall call = new ShapeCall(layer, inputs, masked);
    return layer.callAll(call, values(inputs)).stream().map(Value::shape).toList();
  }

  private static List<long[]> declared(Layer layer, List<Spec> inputs) {
    return layer.outputs(inputs).stream().map(Spec::sizes).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_give_the_declared_shapes_for_a_batch_of_any_size(LayerCase row) {
    Layer layer = row.layer().get();
    assertThat(computed(layer, specs(row), false))
        .containsExactlyElementsOf(declared(layer, specs(row)));
  }

  @ParameterizedTest
  @MethodSource("masked")
  void should_give_the_declared_shapes_under_a_mask(LayerCase row) {
    Layer layer = row.layer().get();
    List<Spec> inputs = specs(row);
    assertThat(computed(layer, inputs, true)).containsExactlyElementsOf(declared(layer, inputs));
    Value passed = layer.computeMask(new ShapeCall(layer, inputs, true), values(inputs));
    if (passed != null) {
      assertThat(passed.shape()).containsExactly(-1, layer.outputs(inputs).get(0).size(0));
    }
  }

  /** Images can be brought to a size where their own is known. */
  static Stream<LayerCase> ofAnySize() {
    return all()
        .filter(row -> !row.layer().get().interpolates())
        .filter(row -> !(row.layer().get() instanceof Resizing))
        .filter(row -> !(row.layer().get() instanceof CenterCrop));
  }

  @ParameterizedTest
  @MethodSource("ofAnySize")
  void should_give_fitting_shapes_for_any_number_of_steps(LayerCase row) {
    Layer layer = row.layer().get();
    List<Spec> inputs = openSteps(row);
    List<long[]> declared;
    try {
      layer.weights(inputs);
      declared = declared(layer, inputs);
    } catch (StructureException e) {
      return; // weights depend on the number of steps
    }
    List<long[]> computed = computed(layer, inputs, false);
    assertThat(computed).hasSameSizeAs(declared);
    for (int i = 0; i < computed.size(); i++) {
      assertThat(Spec.of(computed.get(i)).fits(Spec.of(declared.get(i))))
          .as("%s: computed %s", row, Spec.of(computed.get(i)))
          .isTrue();
    }
  }

  @Test
  void should_change_statistics_in_their_own_shape() {
    BatchNormalization layer = new BatchNormalization();
    List<Spec> inputs = List.of(Spec.of(3, 2));
    ShapeCall call = new ShapeCall(layer, inputs, false);
    layer.call(call, values(inputs));
    assertThat(call.assigned()).containsOnlyKeys("moving_mean", "moving_variance");
    assertThat(call.assigned().values()).containsOnly(new long[] {2});
  }
}
