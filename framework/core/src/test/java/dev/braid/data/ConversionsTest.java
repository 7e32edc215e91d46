package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Eval;
import dev.braid.StructureException;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.Minibatch;
import dev.braid.losses.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConversionsTest {
  private static final int[][] NUMBERS = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {2, 0, 1}};
  private static final float[] FLAT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 0, 1};
  private static final float[] TARGET = {1, 2, 3, 0};

  static List<Arguments> forms() {
    double[][] doubles = new double[4][3];
    float[][] floats = new float[4][3];
    long[][] longs = new long[4][3];
    short[][] shorts = new short[4][3];
    byte[][] bytes = new byte[4][3];
    Integer[][] boxed = new Integer[4][3];
    List<List<Number>> lists = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lists.add(new ArrayList<>());
      for (int j = 0; j < 3; j++) {
        byte number = (byte) NUMBERS[i][j];
        doubles[i][j] = number;
        floats[i][j] = number;
        longs[i][j] = number;
        shorts[i][j] = number;
        bytes[i][j] = number;
        boxed[i][j] = NUMBERS[i][j];
        Number whole = Integer.valueOf(number);
        lists.get(i).add(j == 0 ? Double.valueOf(number) : whole);
      }
    }
    INDArray array = Nd4j.createFromArray(floats);
    INDArray wide = Nd4j.concat(1, array, array);
    List<Object> forms =
        List.of(
            NUMBERS,
            doubles,
            floats,
            longs,
            shorts,
            bytes,
            boxed,
            lists,
            Arrays.asList(floats[0], floats[1], floats[2], floats[3]),
            Arrays.asList(doubles[0], NUMBERS[1], longs[2], bytes[3]),
            List.of(array.getRow(0), array.getRow(1), array.getRow(2), array.getRow(3)),
            new Object[] {floats[0], floats[1], floats[2], floats[3]},
            new Object[] {floats},
            Collections.<Object>singletonList(floats),
            List.of(array),
            array,
            array.dup('f'),
            array.transpose().dup('c').transpose(),
            wide.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 6)),
            array.castTo(DataType.DOUBLE),
            array.castTo(DataType.FLOAT16),
            array.castTo(DataType.BFLOAT16),
            array.castTo(DataType.INT8),
            array.castTo(DataType.UINT8),
            array.castTo(DataType.INT16),
            array.castTo(DataType.INT32),
            array.castTo(DataType.INT64),
            Map.of("features", doubles));
    return forms.stream().map(ConversionsTest::only).toList();
  }

  // an Object[] would be taken for a list of arguments
  private static Arguments only(Object form) {
    return () -> new Object[] {form};
  }

  static List<Arguments> singleNumbers() {
    List<Object> forms =
        List.of(
            TARGET,
            new int[] {1, 2, 3, 0},
            new Double[] {1.0, 2.0, 3.0, 0.0},
            List.of(1, 2, 3, 0),
            Collections.<Object>singletonList(TARGET),
            Nd4j.createFromArray(TARGET),
            new float[][] {{1}, {2}, {3}, {0}},
            Map.of("one", TARGET));
    return forms.stream().map(ConversionsTest::only).toList();
  }

  @ParameterizedTest
  @MethodSource("singleNumbers")
  void should_take_single_numbers_for_rows_of_one(Object form) {
    ModelSignature model =
        Models.one(InputSpec.of("one", 1), OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
    INDArray x = PreparedData.of(model).trainOnBatch(form, TARGET, null).x().get(0);
    assertThat(x.shape()).containsExactly(4, 1);
    assertThat(x.toFloatVector()).containsExactly(TARGET);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void should_take_the_same_numbers_from_any_form(Object form) {
    Minibatch batch = PreparedData.of(Models.features()).trainOnBatch(form, TARGET, null);

    assertThat(batch.x().get(0).shape()).containsExactly(4, 3);
    assertThat(batch.x().get(0).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(batch.x().get(0).dup('c').data().asFloat()).containsExactly(FLAT);
  }

  static List<Arguments> targets() {
    List<Object> forms =
        List.of(
            TARGET,
            new double[] {1, 2, 3, 0},
            new int[][] {{1}, {2}, {3}, {0}},
            Nd4j.createFromArray(1f, 2f, 3f, 0f),
            Nd4j.createFromArray(1f, 2f, 3f, 0f).reshape(4, 1),
            List.of(1, 2, 3, 0),
            List.of(new float[] {1, 2, 3, 0}),
            Collections.<Object>singletonList(new float[][] {{1}, {2}, {3}, {0}}),
            Map.of("y", TARGET));
    return forms.stream().map(ConversionsTest::only).toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void should_take_the_same_targets_from_any_form(Object form) {
    Minibatch batch = PreparedData.of(Models.features()).trainOnBatch(NUMBERS, form, null);

    assertThat(batch.y().get(0).shape()).containsExactly(4, 1);
    assertThat(batch.y().get(0).dup('c').data().asFloat()).containsExactly(TARGET);
  }

  static List<Arguments> mistakes() {
    float[] one = new float[1];
    return List.of(
        Arguments.of("element-type", new String[][] {{"1.0", "2.0", "3.0"}}, one, "\"1.0\""),
        Arguments.of("element-type", new Object[] {new Object(), 1}, new float[2], "features"),
        Arguments.of("element-type", new Double[][] {{1.0, null, 2.0}}, one, "[0][1] is null"),
        Arguments.of("element-type", new char[4][3], new float[4], "is char[3]"),
        Arguments.of("element-type", List.of(List.of(1, true, 2)), one, "[0][1] is"),
        Arguments.of("element-type", "text", one, "the string"),
        Arguments.of("element-type", 3, one, "single value 3"),
        Arguments.of(
            "not-finite", new double[][] {{1, 2, Double.POSITIVE_INFINITY}}, one, "features"),
        Arguments.of("not-finite", new double[][] {{1, 2, 3}}, new float[] {Float.NaN}, "\"y\""),
        Arguments.of("precision", new int[][] {{1, 2, 16_777_217}}, one, "16777217"),
        Arguments.of("precision", new double[][] {{1, 2, 1e300}}, one, "1.0E300"),
        Arguments.of(
            "precision", List.of(List.of(1, 2, Long.MAX_VALUE)), one, "9223372036854775807"),
        Arguments.of("rank", new float[] {1, 2, 3}, one, "(?, 3)"),
        Arguments.of("rank", new float[] {1, 2, 3}, one, "one sample"),
        Arguments.of("rank", new float[4][3][1], new float[4], "(?, 3)"),
        Arguments.of("shape", new float[3][4], new float[4], "transpose()"),
        Arguments.of("shape", new float[4][2], new float[4], "features"),
        Arguments.of("missing-input", null, one, "features"),
        Arguments.of("missing-target", NUMBERS, null, "\"y\""));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("mistakes")
  void should_refuse(String id, Object x, Object y, String word) {
    StructureException thrown =
        Refusal.of(() -> PreparedData.of(Models.features()).evaluate(x, y, Eval.defaults()));

    assertThat(thrown.problems()).extracting("id").contains(id);
    assertThat(thrown).hasMessageContaining(word);
  }
}
