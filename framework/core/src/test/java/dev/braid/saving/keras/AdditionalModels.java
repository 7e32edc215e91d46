package dev.braid.saving.keras;

import static dev.braid.Braid.adadelta;
import static dev.braid.Braid.adagrad;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.add;
import static dev.braid.Braid.auc;
import static dev.braid.Braid.binaryAccuracy;
import static dev.braid.Braid.binaryCrossentropy;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.conv1d;
import static dev.braid.Braid.cosineSimilarity;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.exponentialDecay;
import static dev.braid.Braid.fBetaScore;
import static dev.braid.Braid.falseNegatives;
import static dev.braid.Braid.globalAveragePooling1d;
import static dev.braid.Braid.gru;
import static dev.braid.Braid.heNormal;
import static dev.braid.Braid.input;
import static dev.braid.Braid.inverseTimeDecay;
import static dev.braid.Braid.l1l2;
import static dev.braid.Braid.layerNormalization;
import static dev.braid.Braid.lion;
import static dev.braid.Braid.logCosh;
import static dev.braid.Braid.logCoshError;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.mae;
import static dev.braid.Braid.masking;
import static dev.braid.Braid.meanIoU;
import static dev.braid.Braid.minMaxNorm;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.nonNeg;
import static dev.braid.Braid.output;
import static dev.braid.Braid.precision;
import static dev.braid.Braid.precisionAtRecall;
import static dev.braid.Braid.recall;
import static dev.braid.Braid.rootMeanSquaredError;
import static dev.braid.Braid.simpleRnn;
import static dev.braid.Braid.sparseCategoricalAccuracy;
import static dev.braid.Braid.sparseCategoricalCrossentropy;
import static dev.braid.Braid.sparseTopKCategoricalAccuracy;
import static dev.braid.Braid.subtract;

import dev.braid.Activation;
import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Padding;
import dev.braid.Tensor;
import dev.braid.metrics.ScoreAverage;
import java.util.List;
import java.util.Map;

/** More models for Keras to load: every kind of metric, unusual names, other optimizers. */
final class AdditionalModels {
  private AdditionalModels() {}

  /** Metrics of every kind with options. */
  static SavedModel everyMetric() {
    Tensor facts = input("facts", 5);
    Tensor hidden = facts.then(dense(8, Activation.SELU)).then(layerNormalization());
    Tensor fits = hidden.then(dense(1, Activation.SIGMOID).name("fits"));
    Tensor kind = hidden.then(dense(4, Activation.SOFTMAX).name("kind"));
    Tensor amount = hidden.then(dense(2).name("amount"));
    Model model = Model.inputs(facts).outputs(fits, kind, amount).name("every_metric");
    model.compile(
        adagrad(inverseTimeDecay(0.05, 2, 0.5)),
        output("fits")
            .loss(binaryCrossentropy())
            .weight(2)
            .metrics(
                binaryAccuracy(0.4),
                precision(),
                recall(),
                auc(),
                falseNegatives(),
                precisionAtRecall(0.6),
                fBetaScore(2).average(ScoreAverage.MICRO).threshold(0.5)),
        output("kind")
            .loss(sparseCategoricalCrossentropy())
            .weight(0.5)
            .metrics(sparseCategoricalAccuracy(), sparseTopKCategoricalAccuracy(2)),
        output("amount")
            .loss(logCosh())
            .metrics(rootMeanSquaredError(), logCoshError(), cosineSimilarity()));
    FixedArrays numbers = new FixedArrays(22);
    return new SavedModel(
        "every_metric",
        model,
        Map.of("facts", numbers.reals(5)),
        Map.of(
            "fits", numbers.integers(2, 1),
            "kind", numbers.integers(4, 1),
            "amount", numbers.reals(2)));
  }

  /**
   * Names with spaces, dots, symbols and letters of other alphabets; regularizers and constraints.
   */
  static SavedModel oddNames() {
    Tensor facts = input("Größe in m²", 4);
    Tensor hidden =
        facts
            .then(
                dense(5, Activation.MISH)
                    .kernelInitializer(heNormal())
                    .kernelRegularizer(l1l2(0.001, 0.002))
                    .biasRegularizer(l1l2(0.01, 0))
                    .kernelConstraint(minMaxNorm(0.2, 1.2))
                    .name("1st layer.of-it"))
            .then(dense(5, Activation.TANH).trainable(false).name("слой"))
            .then(dense(4, Activation.SOFTPLUS).kernelConstraint(nonNeg()).name("a:b[c]"));
    Model model = Model.inputs(facts).outputs(hidden.then(dense(2).name("out put"))).name("mödel");
    model.compile(lion(exponentialDecay(0.01, 3, 0.5)), mse(), mae());
    FixedArrays numbers = new FixedArrays(20);
    return new SavedModel(
        "odd_names",
        model,
        Map.of("Größe in m²", numbers.reals(4)),
        Map.of("out put", numbers.reals(2)));
  }

  /**
   * Masked merges with the names that Keras also gives to operations on masks, and layers whose
   * order depends on these operations.
   */
  static SavedModel maskedMerges() {
    Tensor text = input("text", 5);
    Tensor series = input("series", 5, 3);
    Tensor facts = input("facts", 3);
    Tensor word = text.then(embedding(9, 3).maskZero());
    Tensor sign = text.then(embedding(9, 3).maskZero());
    Tensor joined = concatenate(word, sign).then(lstm(3));
    Tensor longer = concatenate(1, word, series.then(masking(0))).then(globalAveragePooling1d());
    Tensor either = add(word, sign).then(gru(3).name("any"));
    Tensor gaps = series.then(dense(3).name("not_equal")).then(masking(0)).then(lstm(2));
    Tensor chain =
        facts.then(dense(3)).then(dense(3)).then(dense(3, Activation.TANH).name("last_of_three"));
    Model model =
        Model.inputs(text, series, facts)
            .outputs(concatenate(chain, joined, longer, either, gaps).then(dense(2).name("answer")))
            .name("masked_merges");
    model.compile(adam(0.01), mse(), mae());
    FixedArrays numbers = new FixedArrays(20);
    return new SavedModel(
        "masked_merges",
        model,
        Map.of(
            "text", numbers.padded(9, 5),
            "series", numbers.gaps(5, 3),
            "facts", numbers.reals(3)),
        Map.of("answer", numbers.reals(2)));
  }

  /** Inputs and outputs with the names of other layers, also in a nested model. */
  static SavedModel swappedNames() {
    Tensor a = input("a", 3);
    Tensor b = input("b", 3);
    Tensor less = subtract(a.then(dense(3)), b);
    Model inner =
        Model.inputs(a.named("z"), b.named("b_first"))
            .outputs(less.then(dense(2)).named("y"), less.then(dense(2)).named("x"))
            .name("inner");
    Tensor left = input("left", 3);
    Tensor right = input("right", 3);
    List<Tensor> found = inner.applyAll(left, right);
    Model model =
        Model.inputs(left.named("right"), right.named("left"))
            .outputs(
                found.get(0).then(dense(1).name("down")).named("up"),
                concatenate(found.get(1), left).then(dense(1).name("up")).named("down"))
            .name("swapped_names");
    model.compile(adam(0.01), output("up").loss(mse()), output("down").loss(mse()).weight(0.5));
    FixedArrays numbers = new FixedArrays(18);
    return new SavedModel(
        "swapped_names",
        model,
        Map.of("left", numbers.reals(3), "right", numbers.reals(3)),
        Map.of("up", numbers.reals(1), "down", numbers.reals(1)));
  }

  /** Other recurrent layers after a causal convolution, with a piecewise constant learning rate. */
  static SavedModel otherRecurrence() {
    Tensor series = input("series", 6, 2);
    Tensor label =
        series
            .then(conv1d(3, 2, Activation.RELU).padding(Padding.CAUSAL).dilation(2))
            .then(gru(4).resetAfter(false).returnSequences())
            .then(simpleRnn(3).goBackwards().returnSequences())
            .then(dense(3, Activation.SOFTMAX).name("label"));
    Model model = Model.inputs(series).outputs(label).name("other_recurrence");
    model.compile(
        adadelta(Braid.piecewiseConstantDecay(new long[] {3, 7}, new double[] {1, 0.5, 0.1})),
        sparseCategoricalCrossentropy(),
        meanIoU(3).scores());
    FixedArrays numbers = new FixedArrays(18);
    return new SavedModel(
        "other_recurrence",
        model,
        Map.of("series", numbers.reals(6, 2)),
        Map.of("label", numbers.integers(3, 6)));
  }
}
