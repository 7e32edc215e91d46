package dev.braid.internal.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Spec;
import dev.braid.internal.config.ConfigJson;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers read from Keras' configurations compute Keras' numbers, forward and back. */
class LayerFixtureTest {
  private static final double TOLERANCE = 2e-5;

  static Stream<LayerFixture> fixtures() {
    return Stream.of(
            "core",
            "convolutional",
            "pooling",
            "normalization",
            "spatial",
            "recurrent",
            "conv_lstm",
            "preprocessing",
            "images",
            "attention",
            "applications")
        .flatMap(room -> LayerFixture.read("/keras/layers_" + room + ".json").stream());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void should_write_the_configuration_that_keras_wrote(LayerFixture fixture) throws IOException {
    Layer layer = ObjectReader.builtIn().read(Layer.class, ConfigJson.read(fixture.layer()).map());
    ObjectMapper json = new ObjectMapper();
    JsonNode expected = json.readTree(fixture.layer()).get("config");
    JsonNode found = json.readTree(ConfigJson.write(layer)).get("config");
    assertThat(withoutDtype(found)).isEqualTo(withoutDtype(expected));
  }

  /** Keras writes the type as a policy object here and as a text there. */
  private static String withoutDtype(JsonNode config) {
    strip(config);
    return config.toPrettyString();
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("dtype", "build_config", "quantization_config"));
    }
    node.forEach(LayerFixtureTest::strip);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void should_compute_what_keras_computes_in_float(LayerFixture fixture) {
    replay(fixture, DataType.FLOAT);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void should_compute_what_keras_computes_in_double(LayerFixture fixture) {
    replay(fixture, DataType.DOUBLE);
  }

  private static void replay(LayerFixture fixture, DataType type) {
    Layer layer = ObjectReader.builtIn().read(Layer.class, ConfigJson.read(fixture.layer()).map());
    List<Spec> specs =
        fixture.inputs().stream()
            .map(x -> Spec.of(Arrays.copyOfRange(x.shape(), 1, x.rank())))
            .toList();
    layer.build(specs);
    Map<WeightCell, INDArray> weights = new HashMap<>();
    Map<String, WeightCell> cells = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Map.Entry<WeightCell, String> weight : WeightPaths.of(layer, specs).entrySet()) {
      WeightCell cell = weight.getKey();
      String name = weight.getValue();
      names.add(name);
      cells.put(name, cell);
      INDArray given = fixture.weights().get(name);
      assertThat(given).as("weight \"%s\" among %s", name, fixture.weights().keySet()).isNotNull();
      assertThat(cell.spec().shape()).as(name).isEqualTo(given.shape());
      weights.put(cell, given.castTo(type));
    }
    assertThat(names).containsExactlyElementsOf(fixture.weights().keySet());

    Map<WeightCell, INDArray> gradients = new HashMap<>();
    boolean[] wanted = new boolean[specs.size()];
    Arrays.fill(wanted, true);
    KernelCall call =
        new KernelCall(
            weights::get,
            (cell, g) -> gradients.merge(cell, g, INDArray::add),
            fixture.training(),
            wanted,
            1,
            new CarriedStates());
    MaskedArray[] inputs = new MaskedArray[specs.size()];
    for (int i = 0; i < inputs.length; i++) {
      INDArray mask = fixture.masks().get(i);
      inputs[i] =
          new MaskedArray(
              fixture.inputs().get(i).castTo(type), mask == null ? null : mask.castTo(type));
    }
    Kernel kernel = KernelSelection.of(layer, specs, ExecutionPolicy.FAST);
    MaskedArray[] outputs = kernel.forward(call, inputs);
    assertThat(outputs).hasSameSizeAs(fixture.outputs());
    List<Spec> promised = layer.outputs(specs);
    for (int i = 0; i < outputs.length; i++) {
      close("output " + i, outputs[i].array(), fixture.outputs().get(i));
      assertThat(Arrays.copyOfRange(outputs[i].array().shape(), 1, outputs[i].array().rank()))
          .as("the shape rule of output %s", i)
          .isEqualTo(promised.get(i).shape());
    }
    for (int i = 0; i < fixture.outputMasks().size(); i++) {
      INDArray expected = fixture.outputMasks().get(i);
      assertThat(outputs[i].mask() == null).as("no mask %s", i).isEqualTo(expected == null);
      if (expected != null) {
        close("mask " + i, outputs[i].mask(), expected);
      }
    }
    Map<String, INDArray> statistics = new HashMap<>();
    fixture.weights().forEach(statistics::put);
    call.assignments().forEach(a -> statistics.put(a.cell().spec().name(), a.value()));
    fixture.statistics().forEach((name, value) -> close(name, statistics.get(name), value));
    if (fixture.gradients().isEmpty()) {
      return;
    }
    INDArray[] outputGradients =
        fixture.gradients().stream().map(s -> s.castTo(type)).toArray(INDArray[]::new);
    INDArray[] back = kernel.backward(call, outputGradients);
    for (int i = 0; i < back.length; i++) {
      if (back[i] != null || fixture.inputGradients().get(i).amaxNumber().doubleValue() > 0) {
        close("gradient of input " + i, back[i], fixture.inputGradients().get(i));
      }
    }
    fixture
        .weightGradients()
        .forEach(
            (name, value) -> close("gradient of " + name, gradients.get(cells.get(name)), value));
  }

  private static void close(String what, INDArray found, INDArray expected) {
    assertThat(found).as(what).isNotNull();
    assertThat(found.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    INDArray apart = found.castTo(DataType.DOUBLE).sub(expected.castTo(DataType.DOUBLE));
    double allowed = TOLERANCE * Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(apart.amaxNumber().doubleValue())
        .as("%s%nfound    %s%nexpected %s", what, found, expected)
        .isLessThanOrEqualTo(allowed);
  }
}
