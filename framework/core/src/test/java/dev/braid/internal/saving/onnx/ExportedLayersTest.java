package dev.braid.internal.saving.onnx;

import static dev.braid.Braid.categoryEncoding;
import static dev.braid.Braid.discretization;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.braid.Braid;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Weight;
import dev.braid.internal.engine.gradients.LayerCase;
import dev.braid.internal.engine.gradients.LayerCases;
import dev.braid.layers.core.Lambda;
import dev.braid.ops.ArrayCalculation;
import dev.braid.ops.SameDiffCalculation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every layer with its options, in ONNX Runtime and in Braid. */
class ExportedLayersTest {
  private static final int ROWS = 3;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  static Stream<LayerCase> all() {
    return Stream.concat(LayerCases.rows().stream(), withoutGradient().stream())
        .filter(row -> !isJava(row));
  }

  /** Layers without gradient, and thus without a row there. */
  private static List<LayerCase> withoutGradient() {
    long[] ids = shape(3);
    return List.of(
        row("discretization", () -> discretization(-1, 0, 0.5), shape(4, 3)),
        row("discretization one-hot", () -> ranges("one_hot"), shape(2, 3)),
        row("discretization one-hot of single numbers", () -> ranges("one_hot"), shape(2, 1)),
        row("discretization multi-hot", () -> ranges("multi_hot"), shape(4)),
        row("discretization counts", () -> ranges("count"), shape(4)),
        row("category encoding", () -> categoryEncoding(5), ids).ids(5),
        row("category encoding one-hot", () -> categoryEncoding(5).oneHot(), ids).ids(5),
        row("category encoding counts", () -> categoryEncoding(5).count(), ids).ids(5));
  }

  private static Layer ranges(String mode) {
    return discretization(-0.5, 0, 1).outputMode(mode);
  }

  static Stream<LayerCase> masked() {
    return all().filter(LayerCase::masked);
  }

  static Stream<LayerCase> open() {
    return all().filter(ExportedLayersTest::mayVary);
  }

  static Stream<LayerCase> openAndMasked() {
    return masked().filter(ExportedLayersTest::mayVary);
  }

  /** Returns the shapes with all sizes open except the last one. */
  private static List<long[]> opened(LayerCase row) {
    List<long[]> shapes = new ArrayList<>();
    for (long[] shape : row.inputs()) {
      long[] open = shape.clone();
      Arrays.fill(open, 0, shape.length - 1, Braid.ANY);
      shapes.add(open);
    }
    return shapes;
  }

  /** Returns whether a layer supports open sizes. */
  private static boolean mayVary(LayerCase row) {
    try {
      model(row, false, opened(row));
      return row.inputs().stream().anyMatch(shape -> shape.length > 1);
    } catch (StructureException e) {
      return false;
    }
  }

  static Stream<LayerCase> java() {
    return LayerCases.rows().stream().filter(ExportedLayersTest::isJava);
  }

  /** Returns whether a layer computes with arrays, or in SameDiff's operations. */
  private static boolean isJava(LayerCase row) {
    return row.layer().get() instanceof Lambda lambda
        && (lambda.calculation() instanceof SameDiffCalculation
            || lambda.calculation() instanceof ArrayCalculation);
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_compute_the_same(LayerCase row) throws IOException, OrtException {
    compare(row, false, row.inputs());
  }

  @ParameterizedTest
  @MethodSource("masked")
  void should_skip_padding_in_the_same_way(LayerCase row) throws IOException, OrtException {
    compare(row, true, row.inputs());
  }

  @ParameterizedTest
  @MethodSource("open")
  void should_accept_any_size_along_open_axes(LayerCase row) throws IOException, OrtException {
    compare(row, false, opened(row));
  }

  @ParameterizedTest
  @MethodSource("openAndMasked")
  void should_skip_padding_of_sequences_of_any_length(LayerCase row)
      throws IOException, OrtException {
    compare(row, true, opened(row));
  }

  @ParameterizedTest
  @MethodSource("java")
  void should_refuse_what_computes_in_java(LayerCase row) {
    Model model = model(row, false, row.inputs());
    assertThatThrownBy(() -> model.export(folder.resolve("model.onnx")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("which computes in Java");
    assertThat(folder.toFile().list()).isEmpty();
  }

  private void compare(LayerCase row, boolean masked, List<long[]> shapes)
      throws IOException, OrtException {
    Model model = model(row, masked, shapes);
    Random random = new Random(7);
    for (Weight weight : model.weights()) {
      weight.assign(weightsFor(random, weight));
    }
    Map<String, INDArray> data = new LinkedHashMap<>();
    for (int i = 0; i < row.inputs().size(); i++) {
      long[] shape = row.inputs().get(i);
      data.put("input" + i, row.ids() > 0 ? ids(random, row, shape) : reals(random, shape, masked));
    }
    OnnxRun.compare(model, data, folder, TOLERANCE);
  }

  /** Sets random weights, so that biases and statistics have an effect. */
  private static INDArray weightsFor(Random random, Weight weight) {
    float[] numbers = new float[(int) weight.array().length()];
    boolean positive = weight.path().endsWith("variance");
    for (int i = 0; i < numbers.length; i++) {
      float number = (float) (random.nextGaussian() * 0.6);
      numbers[i] = positive ? Math.abs(number) + 0.1f : number;
    }
    return Nd4j.createFromArray(numbers).reshape('c', weight.array().shape());
  }

  private static Model model(LayerCase row, boolean masked, List<long[]> shapes) {
    Layer layer = row.layer().get();
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> fed = new ArrayList<>();
    for (long[] shape : shapes) {
      Tensor input = Braid.input("input" + inputs.size(), shape);
      inputs.add(input);
      fed.add(masked ? input.then(Braid.masking(0)) : input);
    }
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor output : layer.applyAll(fed.toArray(Tensor[]::new))) {
      outputs.add(output.named("output" + outputs.size()));
    }
    return Model.inputs(inputs).outputs(outputs);
  }

  private static long[] withRows(long... shape) {
    long[] all = new long[shape.length + 1];
    all[0] = ROWS;
    System.arraycopy(shape, 0, all, 1, shape.length);
    return all;
  }

  private static INDArray reals(Random random, long[] shape, boolean masked) {
    INDArray array = Nd4j.create(withRows(shape));
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    if (masked) {
      // the second row is padded, the third one has a masked step in the middle
      array.slice(1).slice(shape[0] - 1).assign(0);
      array.slice(2).slice(0).assign(0);
    }
    return array;
  }

  private static INDArray ids(Random random, LayerCase row, long[] shape) {
    INDArray array = Nd4j.create(withRows(shape));
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextInt(row.ids()));
    }
    return array;
  }
}
