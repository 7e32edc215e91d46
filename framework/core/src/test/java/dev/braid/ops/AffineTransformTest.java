package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.ConfigJson;
import dev.braid.layers.augmentation.AffineAugmentation;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Given the same draws, layers that move pixels make of images what Keras makes of them. */
class AffineTransformTest {
  static Stream<Named<JsonNode>> records() throws IOException {
    try (InputStream in =
        AffineTransformTest.class.getResourceAsStream("/keras/images_moved.json")) {
      JsonNode all = new ObjectMapper().readTree(in);
      return StreamSupport.stream(all.spliterator(), false)
          .map(record -> Named.of(record.get("name").asText(), record));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_transform_images_as_keras_does(JsonNode record) {
    var layer =
        (AffineAugmentation<?>)
            ObjectReader.builtIn()
                .read(Layer.class, ConfigJson.read(record.get("layer").toString()).map());
    long[] shape = new ObjectMapper().convertValue(record.get("shape"), long[].class);
    double[][] draws = new ObjectMapper().convertValue(record.get("draws"), double[][].class);
    double[][] sources = new double[draws.length][];
    for (int i = 0; i < draws.length; i++) {
      sources[i] = layer.source(draws[i], shape[1], shape[2]);
    }
    float[] found =
        new AffineTransform(
                layer.fillMode(), layer.fillValue(), layer.interpolation().equals("bilinear"))
            .apply(Value.of(floats(record.get("images")), shape), sources)
            .floats();
    assertThat(found).containsExactly(floats(record.get("out")), within(2e-5f));
  }

  private static float[] floats(JsonNode list) {
    return new ObjectMapper().convertValue(list, float[].class);
  }
}
