package dev.braid.data;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is found whichever way the data comes in, and a call with one changes nothing. */
class EveryWayInTest {
  private static final Fit ONCE = epochs(1).batchSize(4).verbose(Verbosity.SILENT);
  private static final Fit STREAMED = epochs(1).shuffle(false).verbose(Verbosity.SILENT);

  private static final float[][] NUMBERS = numbers();
  private static final int[][] IDS = new int[8][3];
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2, 0, 1};
  private static final float[] AMOUNTS = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final List<Object> X = List.of(NUMBERS, IDS);
  private static final List<Object> Y = List.of(LABELS, AMOUNTS);

  private static float[][] numbers() {
    float[][] rows = new float[8][4];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(rows[i], i / 8f);
    }
    return rows;
  }

  /** A model whose results are random: dropout, and the order of samples. */
  private static Model model() {
    setRandomSeed(5);
    Tensor numbers = input("numbers", 4);
    Tensor ids = input("ids", 3);
    Tensor words = ids.then(embedding(10, 2)).then(lstm(3));
    Tensor both = concatenate(numbers, words).then(dropout(0.5));
    Model model =
        Model.inputs(numbers, ids)
            .outputs(
                both.then(dense(3, SOFTMAX).name("label")), both.then(dense(1).name("amount")));
    model.compile(
        adam(1e-2),
        output("label").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("amount").loss(mse()));
    model.fit(X, Y, ONCE);
    return model;
  }

  private enum Part {
    INPUT,
    TARGET,
    WEIGHT
  }

  private static Arguments mistake(String id, Part part, Object data) {
    return Arguments.of(id, part, data);
  }

  static List<Arguments> mistakes() {
    float[][] holes = numbers();
    holes[3][1] = Float.NaN;
    int[][] far = new int[8][3];
    far[7][2] = 10;
    float[][] ragged = numbers();
    ragged[5] = new float[2];
    float[][] half = new float[4][4];
    long[][] large = new long[8][4];
    large[2][2] = 16_777_217;
    return List.of(
        mistake("input-count", Part.INPUT, List.of(NUMBERS, IDS, IDS)),
        mistake("merged-inputs", Part.INPUT, new float[8][7]),
        mistake("missing-input", Part.INPUT, Map.of("numbers", NUMBERS)),
        mistake(
            "unknown-input", Part.INPUT, Map.of("numbers", NUMBERS, "ids", IDS, "age", AMOUNTS)),
        mistake("rank", Part.INPUT, List.of(new float[8][4][1], IDS)),
        mistake("shape", Part.INPUT, List.of(new float[8][5], IDS)),
        mistake("shape", Part.INPUT, List.of(IDS, NUMBERS)),
        mistake("id-range", Part.INPUT, List.of(NUMBERS, far)),
        mistake("sample-count", Part.INPUT, List.of(half, IDS)),
        mistake("ragged", Part.INPUT, List.of(ragged, IDS)),
        mistake("batched-list", Part.INPUT, List.of(List.of(half, half), IDS)),
        mistake("element-type", Part.INPUT, List.of(new String[8][4], IDS)),
        mistake("not-finite", Part.INPUT, List.of(holes, IDS)),
        mistake("precision", Part.INPUT, List.of(large, IDS)),
        mistake("empty", Part.INPUT, List.of(new float[0][4], new int[0][3])),
        mistake("target-count", Part.TARGET, LABELS),
        mistake("missing-target", Part.TARGET, Map.of("label", LABELS)),
        mistake(
            "unknown-target",
            Part.TARGET,
            Map.of("label", LABELS, "amount", AMOUNTS, "price", AMOUNTS)),
        mistake("target-shape", Part.TARGET, List.of(LABELS, new float[8][4])),
        mistake("one-hot-or-index", Part.TARGET, List.of(new float[8][3], AMOUNTS)),
        mistake("label-range", Part.TARGET, List.of(new int[] {0, 1, 2, 3, 0, 0, 0, 0}, AMOUNTS)),
        mistake("sample-count", Part.TARGET, List.of(LABELS, new float[7])),
        mistake("weight-count", Part.WEIGHT, List.of(AMOUNTS, AMOUNTS, AMOUNTS)),
        mistake("missing-weight", Part.WEIGHT, Map.of()),
        mistake(
            "unknown-weight",
            Part.WEIGHT,
            Map.of("label", AMOUNTS, "amount", AMOUNTS, "price", AMOUNTS)),
        mistake("weight-shape", Part.WEIGHT, List.of(AMOUNTS, new float[8][2])),
        mistake(
            "weight-value", Part.WEIGHT, List.of(AMOUNTS, new float[] {1, 1, 1, 1, 1, 1, 1, -1})));
  }

  /** A way to hand data in, after which the model is as it was. */
  private record Way(String name, Runnable call, String place) {}

  private static List<Way> ways(Model model, Object x, Object y, Object w, Part part) {
    List<Way> ways = new ArrayList<>();
    Batch bad = Batch.of(x, y, w);
    Batch good = Batch.of(X, Y);
    Fit weighted = w == null ? ONCE : ONCE.sampleWeight(w);
    ways.add(new Way("fit", () -> model.fit(x, y, weighted), "fit(x, y)"));
    ways.add(new Way("fit(batch)", () -> model.fit(bad, ONCE), "fit(data)"));
    ways.add(
        new Way(
            "evaluate",
            () -> model.evaluate(x, y, batchSize(4).sampleWeight(w)),
            "evaluate(x, y)"));
    ways.add(new Way("trainOnBatch", () -> model.trainOnBatch(x, y, w), "trainOnBatch(x, y)"));
    ways.add(new Way("testOnBatch", () -> model.testOnBatch(x, y, w), "testOnBatch(x, y)"));
    ways.add(
        new Way(
            "validationData", () -> model.fit(X, Y, ONCE.validationData(x, y, w)), "validation"));
    ways.add(new Way("first of an iterator", () -> model.fit(each(bad), STREAMED), ", batch 1:"));
    ways.add(
        new Way("third to evaluate", () -> model.evaluate(each(good, good, bad)), ", batch 3:"));
    ways.add(
        new Way(
            "first of a source", () -> model.fit(source(bad), STREAMED.workers(2)), ", batch 1:"));
    if (part == Part.INPUT) {
      ways.add(new Way("predict", () -> model.predict(x), "predict(x)"));
      ways.add(new Way("predict in a stream", () -> model.predict(each(good, bad)), ", batch 2:"));
      ways.add(new Way("predictOnBatch", () -> model.predictOnBatch(x), "predictOnBatch(x)"));
    }
    return ways;
  }

  private static Iterable<Batch> each(Batch... batches) {
    return () -> Arrays.asList(batches).iterator();
  }

  private static BatchSource source(Batch... batches) {
    return new BatchSource() {
      @Override
      public int size() {
        return batches.length;
      }

      @Override
      public Batch get(int index) {
        return batches[index];
      }
    };
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("mistakes")
  void should_find_it_and_change_nothing(String id, Part part, Object data) {
    Model model = model();
    Object x = part == Part.INPUT ? data : X;
    Object y = part == Part.TARGET ? data : Y;
    Object w = part == Part.WEIGHT ? data : null;
    String before = Arrays.deepToString(new Object[] {x, y, w});
    List<float[]> weights = weights(model);

    for (Way way : ways(model, x, y, w, part)) {
      StructureException refused = catchThrowableOfType(StructureException.class, way.call()::run);

      assertThat(refused).as(way.name()).isNotNull();
      assertThat(refused.problems()).as(way.name()).extracting(Problem::id).contains(id);
      assertThat(refused).as(way.name()).hasMessageContaining(way.place());
      assertThat(weights(model)).as(way.name()).containsExactlyElementsOf(weights);
    }
    assertThat(Arrays.deepToString(new Object[] {x, y, w})).isEqualTo(before);
    // optimizer state, counters and random draws show in what comes next
    Model twin = model();
    twin.fit(X, Y, ONCE);
    setRandomSeed(5);
    Model again = model();
    for (Way way : ways(again, x, y, w, part)) {
      assertThatThrownBy(way.call()::run).isInstanceOf(StructureException.class);
    }
    again.fit(X, Y, ONCE);
    assertThat(weights(again)).as("the run goes on").containsExactlyElementsOf(weights(twin));
  }

  private static List<float[]> weights(Model model) {
    List<float[]> all = new ArrayList<>();
    for (Weight weight : model.weights()) {
      all.add(weight.array().dup('c').data().asFloat());
    }
    return all;
  }
}
