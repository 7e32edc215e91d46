package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.braid.Model;
import dev.braid.internal.saving.archive.KerasArchive;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded results of Keras for files that Braid saved, for machines without Python. */
class RecordedKerasResultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> names() {
    return SavedModel.all().stream().map(SavedModel::name).toList();
  }

  private static KerasComparisonCase recorded(String name) throws URISyntaxException {
    return new KerasComparisonCase(
        Path.of(RecordedKerasResultsTest.class.getResource("/opened_by_keras/" + name).toURI()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_resume_training_from_its_file_as_keras_did(String name)
      throws IOException, URISyntaxException {
    KerasComparisonCase recorded = recorded(name);
    recorded.compare(Model.load(recorded.model()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_write_the_configuration_that_keras_loaded(String name, @TempDir Path folder)
      throws IOException, URISyntaxException {
    SavedModel saved =
        SavedModel.all().stream().filter(each -> each.name().equals(name)).findFirst().get();
    Path file = folder.resolve("model.keras");
    saved.model().save(file);
    assertThat(JSON.readTree(KerasArchive.read(file).config()))
        .isEqualTo(JSON.readTree(KerasArchive.read(recorded(name).model()).config()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_write_the_configuration_that_it_read(String name, @TempDir Path folder)
      throws IOException, URISyntaxException {
    KerasArchive first = KerasArchive.read(recorded(name).model());
    Path file = folder.resolve("again.keras");
    Model.load(recorded(name).model()).save(file);
    KerasArchive again = KerasArchive.read(file);
    assertThat(byName(again.config())).isEqualTo(byName(first.config()));
    assertThat(again.weights()).isEqualTo(first.weights());
  }

  /** Replaces metrics without options by their names, since Keras accepts both forms. */
  private static JsonNode byName(String config) throws IOException {
    JsonNode document = JSON.readTree(config);
    shorten(document);
    return document;
  }

  private static void shorten(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode item = array.get(i);
        JsonNode options = item.path("config");
        if (item.path("module").asText().equals("keras.metrics") && options.size() == 2) {
          array.set(i, options.get("name"));
        }
      }
    }
    node.forEach(RecordedKerasResultsTest::shorten);
  }
}
