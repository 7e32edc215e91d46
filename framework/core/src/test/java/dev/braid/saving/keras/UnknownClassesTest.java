package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with layers of unknown classes says what to write, once for each class. */
class UnknownClassesTest {
  private static final String OPTIONS =
      """
      , "patch_size": 4, "ratio": 0.5, "flag": true, "mode": "same", "sizes": [1, 2],
      "scales": [0.5, 2], "names": ["a"], "default": null, "activity_regularizer": null,
      "kernel_initializer": {"module": "keras.initializers", "class_name": "Ones", "config": {}}""";

  private static String sequential(String... layers) {
    return """
        {"module": "keras", "class_name": "Sequential", "config": {"name": "chain", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer",
         "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "facts"}},
        """
        + String.join(",", layers)
        + "]}}";
  }

  private static String layer(String className, String name, String options) {
    return """
        {"module": "own", "class_name": "%s", "registered_name": "Vision>%s",
         "config": {"name": "%s", "trainable": true, "dtype": "float32"%s}}"""
        .formatted(className, className, name, options);
  }

  private static String refusal(String json) {
    return catchThrowableOfType(StructureException.class, () -> Model.fromJson(json)).getMessage();
  }

  @Test
  void should_name_each_class_once_with_its_layers_and_the_class_to_write() {
    assertThat(
            refusal(
                sequential(
                    layer("Patches", "first", ", \"patch_size\": 4, \"ratio\": 0.5"),
                    layer("Swirl", "swirl", ""),
                    layer("Patches", "second", ", \"patch_size\": 8, \"ratio\": 0.5"),
                    layer("Patches", "third", ", \"patch_size\": 8, \"ratio\": 0.5"),
                    layer("Patches", "fourth", ", \"patch_size\": 8, \"ratio\": 0.5"),
                    layer("Patches", "fifth", ", \"patch_size\": 8, \"ratio\": 0.5"))))
        .isEqualTo(
            """
            "the JSON text" cannot be opened as it is:
              [file-layer]  "first": expected layers that Braid supports, received the class "Patches" with patch_size, ratio in 5 layers: "first", "second", "third" and 2 more. Register a Java class for it: Model.load(path, Registry.empty().layer("Vision>Patches", Patches::new)), with a class such as
                              final class Patches extends CustomLayer<Patches> {
                                private final long patchSize;
                                private final double ratio;

                                Patches(Config config) {
                                  patchSize = config.whole("patch_size", 4);
                                  ratio = config.number("ratio", 0.5);
                                }

                                @Override public List<Spec> outputs(List<Spec> inputs) {
                                  return List.of(only(inputs)); // the shape of the result
                                }

                                // override weights(…) if the Python class adds weights

                                @Override public Value call(LayerCall call, List<Value> inputs) {
                                  return inputs.get(0); // what the Python method call computes
                                }

                                @Override protected void describe(Config config) {
                                  config.put("patch_size", patchSize);
                                  config.put("ratio", ratio);
                                }
                              }
              [file-layer]  "swirl": expected layers that Braid supports, received the class "Swirl". Register a Java class for it: Model.load(path, Registry.empty().layer("Vision>Swirl", config -> new Swirl())), with a class such as
                              final class Swirl extends CustomLayer<Swirl> {
                                @Override public List<Spec> outputs(List<Spec> inputs) {
                                  return List.of(only(inputs)); // the shape of the result
                                }

                                // override weights(…) if the Python class adds weights

                                @Override public Value call(LayerCall call, List<Value> inputs) {
                                  return inputs.get(0); // what the Python method call computes
                                }

                                @Override protected void describe(Config config) {}
                              }
              See src/docs/errors.md#file-layer""");
  }

  @Test
  void should_show_a_class_that_compiles(@TempDir Path folder) throws IOException {
    String message =
        refusal(sequential(layer("Patches", "a", OPTIONS), layer("Not a name", "b", OPTIONS)));
    StringBuilder source = new StringBuilder();
    for (String name :
        List.of("Initializer", "config.Config", "graph.Spec", "layers.*", "ops.Value")) {
      source.append("import dev.braid.").append(name).append(";\n");
    }
    source.append("import java.util.List;\n");
    message
        .lines()
        .filter(line -> line.startsWith("                  "))
        .forEach(line -> source.append(line).append('\n'));
    assertThat(source).contains("class Patches", "class Custom", "private final Object default_;");
    Path file = Files.writeString(folder.resolve("Skeletons.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(errors, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(errors.toString()).isTrue();
    }
  }

  @Test
  void should_describe_a_failure_of_a_registered_reader() {
    Registry registry =
        Registry.empty()
            .layer(
                "Vision>Swirl",
                config -> {
                  throw new IllegalStateException("no angle");
                });
    assertThat(
            catchThrowableOfType(
                StructureException.class,
                () -> Model.fromJson(sequential(layer("Swirl", "swirl", "")), registry)))
        .hasMessage(
            """
            "the JSON text" cannot be opened as it is:
              [file-option]  "swirl": the reader of the layer "Vision>Swirl" in the registry failed with IllegalStateException: no angle.
              See src/docs/errors.md#file-option""");
  }
}
