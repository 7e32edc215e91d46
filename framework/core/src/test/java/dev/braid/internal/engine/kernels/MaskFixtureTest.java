package dev.braid.internal.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Spec;
import dev.braid.internal.config.ConfigJson;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers pass, join, make and drop masks as Keras' layers do. */
class MaskFixtureTest {
  static Stream<Named<JsonNode>> fixtures() throws IOException {
    try (InputStream in = MaskFixtureTest.class.getResourceAsStream("/keras/masks_core.json")) {
      JsonNode all = new ObjectMapper().readTree(in);
      return StreamSupport.stream(all.spliterator(), false)
          .map(fixture -> Named.of(fixture.get("name").asText(), fixture));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void should_treat_masks_as_keras_does(JsonNode fixture) {
    Layer layer =
        ObjectReader.builtIn()
            .read(Layer.class, ConfigJson.read(fixture.get("layer").toString()).map());
    List<Spec> specs = new ArrayList<>();
    List<MaskedArray> inputs = new ArrayList<>();
    for (int i = 0; i < fixture.get("shapes").size(); i++) {
      long[] shape = sizes(fixture.get("shapes").get(i));
      specs.add(Spec.of(java.util.Arrays.copyOfRange(shape, 1, shape.length)));
      inputs.add(
          new MaskedArray(Nd4j.ones(DataType.FLOAT, shape), array(fixture.get("masks").get(i))));
    }
    layer.build(specs);
    Map<WeightCell, INDArray> weights = new HashMap<>();
    for (WeightCell cell : WeightPaths.cells(layer, specs)) {
      weights.put(cell, Nd4j.ones(DataType.FLOAT, cell.spec().shape()));
    }
    KernelCall call =
        new KernelCall(
            weights::get, null, false, new boolean[inputs.size()], 1, new CarriedStates());
    MaskedArray[] outputs =
        KernelSelection.of(layer, specs, ExecutionPolicy.FAST)
            .forward(call, inputs.toArray(MaskedArray[]::new));
    INDArray expected = array(fixture.get("result"));
    if (expected == null) {
      assertThat(outputs[0].mask()).isNull();
    } else {
      assertThat(outputs[0].mask()).isEqualTo(expected);
    }
  }

  private static long[] sizes(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static INDArray array(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    float[] values = new float[node.get("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get("values").get(i).asDouble();
    }
    return Nd4j.createFromArray(values).reshape('c', sizes(node.get("shape")));
  }
}
