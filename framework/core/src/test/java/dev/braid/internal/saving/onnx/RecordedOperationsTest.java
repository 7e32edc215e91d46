package dev.braid.internal.saving.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnxruntime.OrtException;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.RecordedOperations;
import dev.braid.ops.RecordedOperations.Elements;
import dev.braid.ops.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keras' operations in ONNX Runtime with a batch axis that is unknown until the graph runs. */
class RecordedOperationsTest {
  /** Operations whose result has a shape that depends on elements. */
  private static final Set<String> REFUSED = Set.of("bincount");

  /** Operations that require all sizes of their first operand when the graph is written. */
  private static final Set<String> OF_KNOWN_SIZES =
      Set.of(
          "unstack",
          "scatter_update",
          "slice_update",
          "squeeze",
          "pad",
          "norm",
          "cross",
          "array_split");

  /** Operators of ONNX Runtime that differ for infinities, NaN and empty axes. */
  private static final Set<String> OTHER_AT_THE_EDGE =
      Set.of("erf", "sqrt", "rsqrt", "mean", "max", "argmax");

  @TempDir Path folder;

  static Stream<RecordedOperations.Case> exported() {
    return RecordedOperations.all()
        .filter(each -> !REFUSED.contains(each.name()))
        .filter(each -> !isAtTheEdge(each));
  }

  private static boolean isAtTheEdge(RecordedOperations.Case recorded) {
    return OTHER_AT_THE_EDGE.contains(recorded.name())
        && (recorded.isAbout("far out")
            || recorded.isAbout("at the edge of the domain")
            || recorded.isAbout("over an empty axis")
            || recorded.isAbout("not a number"));
  }

  static Stream<RecordedOperations.Case> refused() {
    return RecordedOperations.all().filter(each -> REFUSED.contains(each.name()));
  }

  @ParameterizedTest
  @MethodSource("exported")
  void should_compute_what_keras_computes(RecordedOperations.Case recorded)
      throws IOException, OrtException {
    Path file = folder.resolve("operation.onnx");
    write(recorded, file);
    Map<String, Elements> given = new LinkedHashMap<>();
    for (int i = 0; i < recorded.inputs().size(); i++) {
      given.put("input" + i, recorded.inputs().get(i));
    }
    try (OnnxRun run = new OnnxRun(file)) {
      Map<String, Elements> found = run.elements(given);
      for (int i = 0; i < recorded.outputs().size(); i++) {
        Elements expected = recorded.outputs().get(i);
        Elements result = found.get("output" + i);
        assertThat(result.shape()).as("shape of result %d", i).isEqualTo(expected.shape());
        assertThat(mistakes(result.elements(), expected.elements())).as("result %d", i).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void should_refuse_results_whose_shape_depends_on_elements(RecordedOperations.Case recorded) {
    assertThat(catchThrowable(() -> write(recorded, folder.resolve("operation.onnx"))))
        .isInstanceOf(NoElementsException.class);
  }

  private static boolean needsSizes(RecordedOperations.Case recorded) {
    return OF_KNOWN_SIZES.contains(recorded.name()) || recorded.isAbout("one image");
  }

  private static void write(RecordedOperations.Case recorded, Path file) throws IOException {
    OnnxGraph graph = new OnnxGraph();
    List<Value> inputs = new ArrayList<>();
    for (Elements input : recorded.inputs()) {
      long[] shape = input.shape().clone();
      if (inputs.isEmpty() && shape.length > 0 && !needsSizes(recorded)) {
        shape[0] = -1;
      }
      String name = "input" + inputs.size();
      graph.reserve(name);
      inputs.add(graph.input(name, OnnxType.FLOAT, shape));
    }
    for (Value result : recorded.apply(inputs)) {
      OnnxValue output =
          OnnxValue.of(graph.backend().adopt(result)).cast(OnnxType.FLOAT).like("Identity");
      output.rename("output" + graph.outputs().size());
      graph.outputs().add(output);
    }
    graph.prune();
    try (OutputStream out = Files.newOutputStream(file)) {
      OnnxProtobuf.model(graph, "operation", "test").writeTo(out);
    }
  }

  private static List<String> mistakes(float[] found, float[] expected) {
    List<String> mistakes = new ArrayList<>();
    if (found.length != expected.length) {
      mistakes.add(found.length + " elements, not " + expected.length);
      return mistakes;
    }
    for (int i = 0; i < found.length; i++) {
      boolean same = Float.compare(found[i] + 0f, expected[i] + 0f) == 0;
      float difference = Math.abs(found[i] - expected[i]);
      if (!same && !(difference <= 2e-6 + 1e-5 * Math.abs(expected[i]))) {
        mistakes.add(i + ": " + found[i] + ", not " + expected[i]);
      }
    }
    return mistakes;
  }
}
