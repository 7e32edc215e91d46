package dev.braid.data;

import static dev.braid.Braid.*;
import static dev.braid.data.Compiled.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Batch;
import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Verbosity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever does what a message says of arrays gets on. */
class FollowedAdviceTest {
  private static final Fit ONCE = epochs(1).verbose(Verbosity.SILENT);
  private static final float[][] X = new float[6][4];
  private static final float[] Y = new float[6];

  static List<Arguments> shapes() {
    float[][][] images = new float[6][8][8];
    double[][][][] channels = new double[6][3][8][8];
    int[][] matrix = new int[4][6];
    List<Integer> sample = List.of(1, 2, 3, 4);
    return List.of(
        advice(
            "array(x).reshape(1, 4)",
            () -> values().predict(new float[4]),
            () -> values().predict(array(new float[4]).reshape(1, 4))),
        advice(
            "array(x).reshape(1, 4)",
            () -> values().predict(sample),
            () -> values().predict(array(sample).reshape(1, 4))),
        advice(
            "array(x).reshape(-1, 8, 8, 1)",
            () -> image(8, 8, 1).predict(images),
            () -> image(8, 8, 1).predict(array(images).reshape(-1, 8, 8, 1))),
        advice(
            "array(x).reshape(-1, 64)",
            () -> image(64).predict(images),
            () -> image(64).predict(array(images).reshape(-1, 64))),
        advice(
            "array(x).reshape(-1, 64)",
            () -> image(64).predict(array(images)),
            () -> image(64).predict(array(array(images)).reshape(-1, 64))),
        advice(
            "array(x).permute(0, 2, 3, 1)",
            () -> image(8, 8, 3).predict(channels),
            () -> image(8, 8, 3).predict(array(channels).permute(0, 2, 3, 1))),
        advice(
            "array(x).transpose()",
            () -> values().predict(matrix),
            () -> values().predict(array(matrix).transpose())),
        advice(
            "array(x).reshape(6, 4)",
            () -> values().predict(new float[][][] {X}),
            () -> values().predict(array(new float[][][] {X}).reshape(6, 4))),
        advice(
            "array(y).transpose()",
            () -> values().fit(X, new float[][] {Y}, ONCE),
            () -> values().fit(X, array(new float[][] {Y}).transpose(), ONCE)),
        advice(
            "\"a\" fits what was passed for \"b\"",
            () -> two().predict(List.of(new float[6][2], X)),
            () -> two().predict(List.of(X, new float[6][2]))),
        advice(
            "Split its columns: 0 to 3 are \"a\", 4 to 5 are \"b\". Pass a list in this order",
            () -> two().predict(new float[6][6]),
            () -> two().predict(List.of(columns(0, 4), columns(4, 6)))),
        advice(
            "or a map by name",
            () -> two().predict(new float[6][6]),
            () -> two().predict(Map.of("b", columns(4, 6), "a", columns(0, 4)))),
        advice(
            "Concatenate them along the first axis",
            () -> values().predict(List.of(X, X)),
            () -> values().predict(new float[12][4])),
        advice(
            "pass them as Batch objects: fit(batches)",
            () -> values().fit(List.of(X, X), Y, ONCE),
            () -> values().fit(List.of(Batch.of(X, Y), Batch.of(X, Y)), ONCE)),
        advice(
            "Ask batch by batch: predictOnBatch(x)",
            () ->
                steps()
                    .predict(
                        List.of(
                            Batch.of(new float[2][3][2], null),
                            Batch.of(new float[2][5][2], null))),
            () -> steps().predictOnBatch(new float[2][5][2])));
  }

  private static float[][] columns(int from, int to) {
    return IntStream.range(0, 6)
        .mapToObj(row -> Arrays.copyOfRange(new float[6], from, to))
        .toArray(float[][]::new);
  }

  static List<Arguments> numbers() {
    int[][] ragged = {{1, 2, 3}, {4}};
    float[][][] raggedSteps = {new float[3][2], new float[1][2]};
    List<List<Integer>> lists = List.of(List.of(1, 2, 3), List.of(4));
    String[][] strings = {{"1", "2.5", " 3 ", "4"}};
    Object[][] mixed = {{1, "2", 3.0, 4}};
    String[][] words = {{"red", "blue", "red", "red"}};
    String[] names = {"cat", "dog", "cat", "owl", "dog", "cat"};
    String[] texts = {"a good day", "a bad day"};
    float[][] holes = {{1, 2, 3, Float.NaN}, {1, 2, 3, 4}};
    float[][][] deep = {{{1, Float.NaN}}};
    float[] missing = {1, Float.NaN, 3, 4, 5, 6};
    float[][] table = new float[6][4];
    return List.of(
        advice(
            "padSequences(rows).toArray()",
            () -> ids().predict(ragged),
            () -> ids().predict(padSequences(ragged).toArray())),
        advice(
            "padSequences(rows).toArray()",
            () -> ids().predict(lists),
            () -> ids().predict(padSequences(lists).toArray())),
        advice(
            "padSequences(rows).toArray()",
            () -> series().predict(raggedSteps),
            () -> series().predict(padSequences(raggedSteps).toArray())),
        advice(
            "parseNumbers(strings)",
            () -> values().predict(strings),
            () -> values().predict(parseNumbers(strings))),
        advice(
            "parseNumbers(strings)",
            () -> values().fit(X, new String[] {"1", "2", "3", "4", "5", "6"}, ONCE),
            () -> values().fit(X, parseNumbers(new String[] {"1", "2", "3", "4", "5", "6"}), ONCE)),
        advice(
            "Double.parseDouble(\"2\")",
            () -> values().predict(mixed),
            () -> values().predict(new Object[][] {{1, Double.parseDouble("2"), 3.0, 4}})),
        advice(
            "stringLookup() numbers words and names of classes",
            () -> ids().predict(words),
            () -> ids().predict(stringLookup().adapt(words).ids(words))),
        advice(
            "stringLookup() numbers words and names of classes",
            () -> classes().fit(X, names, ONCE),
            () -> classes().fit(X, stringLookup().numOovIndices(0).adapt(names).ids(names), ONCE)),
        advice(
            "textVectorization() the words of texts",
            () -> ids().predict(texts),
            () -> ids().predict(textVectorization().adapt(texts).ids(texts))),
        advice(
            "Round it",
            () -> counts(true).predict(new double[][] {{1.5, 2, 3, 4}}),
            () -> counts(true).predict(new double[][] {{Math.rint(1.5), 2, 3, 4}})),
        advice(
            "declare the input as float32",
            () -> counts(true).predict(new double[][] {{1.5, 2, 3, 4}}),
            () -> counts(false).predict(new double[][] {{1.5, 2, 3, 4}})),
        advice(
            "replaceNonFinite(array, 0)",
            () -> values().predict(holes),
            () -> values().predict(replaceNonFinite(holes, 0))),
        advice(
            "replaceNonFinite(array, 0)",
            () -> values().predict(array(holes)),
            () -> values().predict(replaceNonFinite(array(holes), 0))),
        advice(
            "replaceNonFinite(array, 0)",
            () -> values().predict(List.of(List.of(1.0, 2.0, 3.0, Double.NaN))),
            () ->
                values().predict(replaceNonFinite(List.of(List.of(1.0, 2.0, 3.0, Double.NaN)), 0))),
        advice(
            "replaceNonFinite(array, 0)",
            () -> series().predict(deep),
            () -> series().predict(replaceNonFinite(deep, 0))),
        advice(
            "replaceNonFinite(array, 0)",
            () -> values().fit(X, Y, ONCE.sampleWeight(missing)),
            () -> values().fit(X, Y, ONCE.sampleWeight(replaceNonFinite(missing, 0)))),
        advice(
            "imputeMean(array)",
            () -> values().predict(holes),
            () -> values().predict(imputeMean(holes))),
        advice(
            ".allowNonFinite() takes all as it is",
            () -> values().predict(holes),
            () -> values().predict(holes, batchSize(2).allowNonFinite())),
        advice(
            "Leave these samples out",
            () -> values().fit(X, missing, ONCE),
            () -> values().fit(new float[5][4], new float[] {1, 3, 4, 5, 6}, ONCE)),
        advice(
            ".missingTargets() takes NaN as missing",
            () -> values().fit(X, missing, ONCE),
            () -> values().fit(X, missing, ONCE.missingTargets())),
        advice(
            "Scale the values",
            () -> values().predict(new long[][] {{16_777_217, 0, 0, 0}}),
            () -> values().predict(new double[][] {{16_777_217 / 1e6, 0, 0, 0}})),
        advice(
            "Scale the values: float32 ends at 3.4E38",
            () -> values().predict(new double[][] {{1e300, 0, 0, 0}}),
            () -> values().predict(new double[][] {{1e300 / 1e299, 0, 0, 0}})),
        advice(
            "Leave the column out",
            () -> imputeMean(new float[][] {{1, Float.NaN}}),
            () -> imputeMean(new float[][] {{1}})),
        advice(
            "use replaceNonFinite(array, value)",
            () -> imputeMean(new float[][] {{1, Float.NaN}}),
            () -> imputeMean(replaceNonFinite(new float[][] {{1, Float.NaN}}, 2))),
        advice(
            "Take another part",
            () -> values().fit(new float[1][4], new float[1], ONCE.validationSplit(0.5)),
            () -> values().fit(X, Y, ONCE.validationSplit(0.5))),
        advice(
            "or pass validationData(x, y)",
            () -> values().fit(new float[1][4], new float[1], ONCE.validationSplit(0.5)),
            () -> values().fit(new float[1][4], new float[1], ONCE.validationData(table, Y))));
  }

  private static Arguments advice(String words, Runnable wrong, Runnable followed) {
    return Arguments.of(words, wrong, followed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"shapes", "numbers"})
  void should_let_those_on_who_follow_it(String words, Runnable wrong, Runnable followed) {
    StructureException refused = catchThrowableOfType(StructureException.class, wrong::run);

    assertThat(refused).as("it is refused").isNotNull();
    assertThat(refused.problems()).extracting(Problem::fix).anyMatch(fix -> fix.contains(words));
    followed.run();
  }
}
