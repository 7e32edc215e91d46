package dev.braid.internal.engine.kernels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a real Keras layer computed, as src/test/python/layer_recording.py wrote it.
 *
 * @param layer Keras' serialized layer as text
 * @param weights by path without the layer's name, in Keras' order
 * @param outputMasks null for an output without one; empty where masks were not recorded
 * @param statistics weights that a training step changed, by path
 * @param gradients of the outputs; empty where nothing was differentiated
 */
record LayerFixture(
    String name,
    String layer,
    boolean training,
    List<INDArray> inputs,
    List<INDArray> masks,
    Map<String, INDArray> weights,
    List<INDArray> outputs,
    List<INDArray> outputMasks,
    Map<String, INDArray> statistics,
    List<INDArray> gradients,
    List<INDArray> inputGradients,
    Map<String, INDArray> weightGradients) {

  static List<LayerFixture> read(String resource) {
    try (InputStream in = LayerFixture.class.getResourceAsStream(resource)) {
      List<LayerFixture> fixtures = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        fixtures.add(
            new LayerFixture(
                node.get("name").asText(),
                node.get("layer").toString(),
                node.get("training").asBoolean(),
                arrays(node.get("inputs")),
                arrays(node.get("masks")),
                named(node.get("weights")),
                arrays(node.get("outputs")),
                arrays(node.path("outputMasks")),
                named(node.get("statistics")),
                arrays(node.path("gradients")),
                arrays(node.path("inputGradients")),
                named(node.path("weightGradients"))));
      }
      return fixtures;
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  private static List<INDArray> arrays(JsonNode nodes) {
    List<INDArray> arrays = new ArrayList<>();
    for (JsonNode node : nodes) {
      arrays.add(node.isNull() ? null : array(node));
    }
    return arrays;
  }

  private static Map<String, INDArray> named(JsonNode nodes) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (JsonNode node : nodes) {
      arrays.put(node.get("path").asText(), array(node));
    }
    return arrays;
  }

  private static INDArray array(JsonNode node) {
    float[] values = new float[node.get("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get("values").get(i).floatValue();
    }
    long[] shape = new long[node.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.get("shape").get(i).longValue();
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  @Override
  public String toString() {
    return name;
  }
}
