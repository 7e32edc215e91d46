package dev.braid.data;

import static dev.braid.Braid.*;
import static dev.braid.data.Compiled.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Batch;
import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever does what a message says of targets, calls and graphs gets on. */
class FollowedCallAdviceTest {
  private static final Fit ONCE = epochs(1).verbose(Verbosity.SILENT);
  private static final float[][] X = new float[6][4];
  private static final float[] Y = new float[6];
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2};

  private static final Tensor A = input("a", 4);
  private static final Tensor B = input("b", 4);

  private static Model joined(Tensor left, Tensor right, Tensor... inputs) {
    return Model.inputs(inputs).outputs(concatenate(left, right).then(dense(1).name("y")));
  }

  private static Callback temperature() {
    return new Callback() {
      @Override
      public List<String> adds() {
        return List.of("heat");
      }

      @Override
      public void onEpochEnd(int epoch, Logs logs, Context context) {
        context.log("heat", 20);
      }
    };
  }

  static List<Arguments> targets() {
    int[][] hot = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    int[][] pairs = {{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}, {0, 1}};
    int[] fromOne = {1, 2, 3, 1, 2, 3};
    float[] ones = {1, 1, 1, 1, 1, 1};
    return List.of(
        advice(
            "Compile with categoricalCrossentropy()",
            () -> classes().fit(X, hot, ONCE),
            () -> oneHot().fit(X, hot, ONCE)),
        advice(
            "or pass the class numbers",
            () -> classes().fit(X, hot, ONCE),
            () -> classes().fit(X, LABELS, ONCE)),
        advice(
            "Compile with sparseCategoricalCrossentropy()",
            () -> oneHot().fit(X, LABELS, ONCE),
            () -> classes().fit(X, LABELS, ONCE)),
        advice(
            "or pass toCategorical(labels, 3)",
            () -> oneHot().fit(X, LABELS, ONCE),
            () -> oneHot().fit(X, toCategorical(LABELS, 3), ONCE)),
        advice(
            "dense(2, SOFTMAX) and compile with categoricalCrossentropy()",
            () -> yesOrNo().fit(X, pairs, ONCE),
            () ->
                model(input("x", 4), dense(2, SOFTMAX), categoricalCrossentropy())
                    .fit(X, pairs, ONCE)),
        advice(
            "Class numbers count from 0, not from 1",
            () -> classes().fit(X, fromOne, ONCE),
            () -> classes().fit(X, Arrays.stream(fromOne).map(i -> i - 1).toArray(), ONCE)),
        advice(
            "Write the two classes as 0 and 1",
            () -> yesOrNo().fit(X, new int[] {1, 2, 2, 1, 1, 2}, ONCE),
            () -> yesOrNo().fit(X, new int[] {0, 1, 1, 0, 0, 1}, ONCE)),
        advice(
            "Write the two classes in one way",
            () -> sign().fit(X, new int[] {0, 1, -1, 1, 1, 0}, ONCE),
            () -> sign().fit(X, new int[] {0, 1, 0, 1, 1, 0}, ONCE)),
        advice(
            "Did you mean \"a\" for \"A\"?",
            () -> two().predict(Map.of("A", X, "b", new float[6][2])),
            () -> two().predict(Map.of("a", X, "b", new float[6][2]))),
        advice(
            "Did you mean \"label\"?",
            () -> two().fit(twoX(), Map.of("lable", LABELS, "y", Y), ONCE),
            () -> two().fit(twoX(), Map.of("label", LABELS, "y", Y), ONCE)),
        advice(
            "leave it out",
            () -> values().predict(Map.of("x", X, "zz", X)),
            () -> values().predict(Map.of("x", X))),
        advice(
            "Leave it out, or compile the output with a loss",
            () -> half().fit(twoX(), Map.of("label", LABELS, "y", Y), ONCE),
            () -> half().fit(twoX(), Map.of("label", LABELS), ONCE)),
        advice(
            "or compile the output with a loss",
            () -> half().fit(twoX(), Map.of("label", LABELS, "y", Y), ONCE),
            () -> two().fit(twoX(), Map.of("label", LABELS, "y", Y), ONCE)),
        advice(
            "Name at least one output",
            () -> two().fit(twoX(), twoY(), ONCE.sampleWeight(Map.of())),
            () -> two().fit(twoX(), twoY(), ONCE.sampleWeight(Map.of("y", Y)))),
        advice(
            "classWeight(\"output\", weights)",
            () -> two().fit(twoX(), twoY(), ONCE.sampleWeight(Map.of(0, 1.0, 1, 2.0))),
            () -> two().fit(twoX(), twoY(), ONCE.classWeight("label", Map.of(0, 1.0, 1, 2.0)))),
        advice(
            "classWeight(\"label\", weights)",
            () -> two().fit(twoX(), twoY(), ONCE.classWeight(Map.of(0, 1.0))),
            () -> two().fit(twoX(), twoY(), ONCE.classWeight("label", Map.of(0, 1.0)))),
        advice(
            "Use sampleWeight(...) for this output",
            () -> values().fit(X, Y, ONCE.classWeight(Map.of(0, 1.0))),
            () -> values().fit(X, Y, ONCE.sampleWeight(ones))));
  }

  private static List<Object> twoX() {
    return List.of(X, new float[6][2]);
  }

  private static List<Object> twoY() {
    return List.of(LABELS, Y);
  }

  static List<Arguments> calls() {
    List<Batch> batches = List.of(Batch.of(X, Y), Batch.of(X, Y));
    Iterable<Batch> unsized = () -> batches.iterator();
    return List.of(
        advice(
            "Call model.compile(adam(), loss) first",
            () -> fresh().fit(X, Y, ONCE),
            () -> values().fit(X, Y, ONCE)),
        advice(
            "Make batches with Batch.of(x, y)",
            () -> values().fit((Iterable<float[][]>) () -> List.of(X, X).iterator(), ONCE),
            () -> values().fit(batches, ONCE)),
        advice(
            "Pass the targets too, as in fit(x, y)",
            () -> values().fit(X, ONCE),
            () -> values().fit(X, Y, ONCE)),
        advice("as in evaluate(x, y)", () -> values().evaluate(X), () -> values().evaluate(X, Y)),
        advice(
            "or one of Batch, Iterable<Batch>",
            () -> values().fit(X, ONCE),
            () -> values().fit(Batch.of(X, Y), ONCE)),
        advice(
            "Pass an Iterable<Batch>",
            () -> values().fit(batches.iterator(), epochs(2).verbose(Verbosity.SILENT)),
            () -> values().fit(unsized, epochs(2).verbose(Verbosity.SILENT))),
        advice(
            "or set stepsPerEpoch(n)",
            () -> values().fit(batches.iterator(), epochs(2).verbose(Verbosity.SILENT)),
            () ->
                values()
                    .fit(batches.iterator(), epochs(2).stepsPerEpoch(1).verbose(Verbosity.SILENT))),
        advice(
            "Ask for at most 2 steps",
            () -> values().fit(unsized, ONCE.stepsPerEpoch(5)),
            () -> values().fit(unsized, ONCE.stepsPerEpoch(2))),
        advice(
            "Leave it out",
            () -> values().fit(batches, Y, ONCE),
            () -> values().fit(batches, ONCE)),
        advice(
            "Pass validationData(...) instead",
            () -> values().fit(batches, ONCE.validationSplit(0.2)),
            () -> values().fit(batches, ONCE.validationData(X, Y))),
        advice(
            "List.of(array) with one nested array",
            () -> three().predict(List.of(new float[6][4])),
            () -> values().predict(Collections.singletonList(new float[6][4]))),
        advice(
            "Add output(\"label\").loss(…)",
            () -> two().compile(adam(), output("y").loss(mse())),
            () ->
                two()
                    .compile(
                        adam(),
                        output("y").loss(mse()),
                        output("label").loss(sparseCategoricalCrossentropy()))),
        advice(
            "or .noLoss() where it is not to be trained",
            () -> two().compile(adam(), output("y").loss(mse())),
            () -> two().compile(adam(), output("y").loss(mse()), output("label").noLoss())),
        advice(
            "Put its loss, weight and metrics into one output(…)",
            () -> values().compile(adam(), output("y").loss(mse()), output("y").metrics(mae())),
            () -> values().compile(adam(), output("y").loss(mse()).metrics(mae()))),
        advice(
            "Write compile(optimizer, output(\"label\").loss(…), …)",
            () -> two().compile(adam(), mse()),
            () -> two().compile(adam(), output("label").loss(mse()), output("y").loss(mse()))),
        advice(
            "Use dense(1, SIGMOID) with binaryCrossentropy()",
            () -> model(in(), dense(1, SOFTMAX), binaryCrossentropy()),
            () -> model(in(), dense(1, SIGMOID), binaryCrossentropy())),
        advice(
            "or one unit a class",
            () -> model(in(), dense(1, SIGMOID), sparseCategoricalCrossentropy()),
            () -> model(in(), dense(2, SOFTMAX), sparseCategoricalCrossentropy())),
        advice(
            "Give the layer the activation SOFTMAX",
            () -> model(in(), dense(3), sparseCategoricalCrossentropy()),
            () -> model(in(), dense(3, SOFTMAX), sparseCategoricalCrossentropy())),
        advice(
            "or the loss .fromLogits()",
            () -> model(in(), dense(3), sparseCategoricalCrossentropy()),
            () -> model(in(), dense(3), sparseCategoricalCrossentropy().fromLogits())),
        advice(
            "Pass validationData(x, y) or validationSplit(0.2)",
            () -> values().fit(X, Y, ONCE.callbacks(earlyStopping("val_loss"))),
            () ->
                values().fit(X, Y, ONCE.validationSplit(0.2).callbacks(earlyStopping("val_loss")))),
        advice(
            "or monitor \"loss\"",
            () -> values().fit(X, Y, ONCE.callbacks(earlyStopping("val_loss"))),
            () -> values().fit(X, Y, ONCE.callbacks(earlyStopping("loss")))),
        advice(
            "Did you mean \"loss\"?",
            () -> values().evaluate(X, Y).get("los"),
            () -> values().evaluate(X, Y).get("loss")),
        advice("Add it to Model.inputs(…)", () -> joined(A, B, A), () -> joined(A, B, A, B)),
        advice(
            "Use it, or leave it out of Model.inputs(…)",
            () -> joined(A, A, A, B),
            () -> joined(A, A, A)),
        advice(
            "Say mode(\"min\") or mode(\"max\")",
            () -> values().fit(X, Y, ONCE.callbacks(temperature(), earlyStopping("heat"))),
            () ->
                values()
                    .fit(X, Y, ONCE.callbacks(temperature(), earlyStopping("heat").mode("min")))),
        advice("Did you mean \"y\"?", () -> values().freeze("Y"), () -> values().freeze("y")),
        advice(
            "Use get(\"name\")",
            () -> two().predict(twoX()).array(),
            () -> two().predict(twoX()).get("y")));
  }

  private static Tensor in() {
    return input("x", 4);
  }

  private static Arguments advice(String words, Runnable wrong, Runnable followed) {
    return Arguments.of(words, wrong, followed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"targets", "calls"})
  void should_let_those_on_who_follow_it(String words, Runnable wrong, Runnable followed) {
    StructureException refused = catchThrowableOfType(StructureException.class, wrong::run);

    assertThat(refused).as("it is refused").isNotNull();
    assertThat(refused.problems()).extracting(Problem::fix).anyMatch(fix -> fix.contains(words));
    followed.run();
  }
}
