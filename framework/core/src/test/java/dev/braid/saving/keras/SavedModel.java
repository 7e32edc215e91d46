package dev.braid.saving.keras;

import static dev.braid.Braid.accuracy;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.adamW;
import static dev.braid.Braid.adamax;
import static dev.braid.Braid.add;
import static dev.braid.Braid.batchNormalization;
import static dev.braid.Braid.bidirectional;
import static dev.braid.Braid.binaryCrossentropy;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.conv2d;
import static dev.braid.Braid.conv2dTranspose;
import static dev.braid.Braid.cosineDecay;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.groupNormalization;
import static dev.braid.Braid.gru;
import static dev.braid.Braid.gruCell;
import static dev.braid.Braid.huber;
import static dev.braid.Braid.input;
import static dev.braid.Braid.l2;
import static dev.braid.Braid.layerNormalization;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.lstmCell;
import static dev.braid.Braid.mae;
import static dev.braid.Braid.masking;
import static dev.braid.Braid.maxNorm;
import static dev.braid.Braid.maxPooling2d;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.multiHeadAttention;
import static dev.braid.Braid.multiply;
import static dev.braid.Braid.nadam;
import static dev.braid.Braid.output;
import static dev.braid.Braid.prelu;
import static dev.braid.Braid.rmsprop;
import static dev.braid.Braid.rnn;
import static dev.braid.Braid.separableConv2d;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.sparseCategoricalCrossentropy;
import static dev.braid.Braid.subtract;
import static dev.braid.Braid.timeDistributed;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A compiled model that Braid saves and Keras loads, with training data. */
public record SavedModel(
    String name, Model model, Map<String, INDArray> x, Map<String, INDArray> y) {
  public static List<SavedModel> all() {
    return List.of(
        imageAndText(),
        sharedInside(),
        sequences(),
        severalOutputs(),
        averaged(),
        images(),
        states(),
        AdditionalModels.everyMetric(),
        AdditionalModels.oddNames(),
        AdditionalModels.otherRecurrence(),
        AdditionalModels.maskedMerges(),
        AdditionalModels.swappedNames());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Two inputs, named outputs, a mask, and an optimizer with three slots. */
  private static SavedModel imageAndText() {
    Tensor image = input("image", 8, 8, 2);
    Tensor text = input("text", 6);
    Tensor seen = image.then(conv2d(4, 3).activation(Activation.RELU)).then(maxPooling2d(2, 2));
    Tensor read = text.then(embedding(12, 4).maskZero()).then(lstm(5));
    Tensor both = concatenate(seen.then(flatten()), read).then(dense(8, Activation.TANH));
    Model model =
        Model.inputs(image, text)
            .outputs(
                both.then(dense(3, Activation.SOFTMAX).name("z_kind")).named("kind"),
                both.then(dense(1).name("a_score")).named("size"))
            .name("image_and_text");
    model.compile(
        rmsprop(0.003).momentum(0.5).centered(),
        output("kind").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("size").loss(mse()).weight(0.3).metrics(mae()));
    FixedArrays numbers = new FixedArrays(20);
    return new SavedModel(
        "image_and_text",
        model,
        Map.of("image", numbers.reals(8, 8, 2), "text", numbers.padded(12, 6)),
        Map.of("kind", numbers.integers(3, 1), "size", numbers.reals(1)));
  }

  /**
   * A model that is used twice, layers that are used twice inside and outside of it, and a frozen
   * one.
   */
  private static SavedModel sharedInside() {
    Layer common = dense(6, Activation.TANH).name("common");
    Layer twice = dense(6, Activation.RELU).name("twice");
    Tensor strokes = input("strokes", 6);
    Model encoder =
        Model.inputs(strokes)
            .outputs(strokes.then(twice).then(twice).then(batchNormalization().trainable(false)))
            .name("encoder");
    Tensor first = input("first", 6);
    Tensor second = input("second", 6);
    Tensor a = first.then(encoder);
    Tensor b = second.then(common).then(common).then(encoder);
    Tensor same =
        concatenate(subtract(a, b), multiply(a, b)).then(dense(1, Activation.SIGMOID).name("same"));
    Model model = Model.inputs(first, second).outputs(same).name("shared_inside");
    model.compile(adam(0.01).amsgrad(), binaryCrossentropy().labelSmoothing(0.1), accuracy());
    FixedArrays numbers = new FixedArrays(21);
    return new SavedModel(
        "shared_inside",
        model,
        Map.of("first", numbers.reals(6), "second", numbers.reals(6)),
        Map.of("same", numbers.integers(2, 1)));
  }

  /** Sequence wrappers, a Masking layer, and a learning rate schedule. */
  private static SavedModel sequences() {
    Tensor series = input("series", 5, 3);
    Tensor steps =
        series
            .then(masking(0))
            .then(bidirectional(gru(4).returnSequences()))
            .then(timeDistributed(dense(4, Activation.RELU)));
    Tensor pace =
        multiHeadAttention(2, 3)
            .causal()
            .apply(steps, steps)
            .then(bidirectional(lstm(3)).mergeMode("sum"))
            .then(layerNormalization())
            .then(dense(2).name("pace"));
    Model model = Model.inputs(series).outputs(pace).name("sequences");
    model.compile(nadam(cosineDecay(0.01, 20)), huber(0.5), mae());
    FixedArrays numbers = new FixedArrays(18);
    return new SavedModel(
        "sequences", model, Map.of("series", numbers.gaps(5, 3)), Map.of("pace", numbers.reals(2)));
  }

  /** Outputs as a list, one of them without a loss, with regularizers, constraints and clipping. */
  private static SavedModel severalOutputs() {
    Tensor facts = input("facts", 7);
    Tensor hidden =
        facts
            .then(
                dense(9, Activation.ELU).kernelRegularizer(l2(0.01)).kernelConstraint(maxNorm(1.5)))
            .then(prelu());
    Tensor risk = hidden.then(dense(1, Activation.SIGMOID).name("risk"));
    Tensor price = hidden.then(dense(2).name("price").activityRegularizer(l2(0.02)));
    Tensor look = hidden.then(dense(2).name("look"));
    Model model = Model.inputs(facts).outputs(risk, price, look).name("several_outputs");
    model.compile(
        sgd(0.05).momentum(0.8).nesterov().clipNorm(0.7),
        output("risk").loss(binaryCrossentropy()).metrics(accuracy()).weightedMetrics(accuracy()),
        output("price").loss(mse()).weight(0.25).metrics(mae(), mse()),
        output("look").noLoss());
    FixedArrays numbers = new FixedArrays(22);
    return new SavedModel(
        "several_outputs",
        model,
        Map.of("facts", numbers.reals(7)),
        Map.of("risk", numbers.integers(2, 1), "price", numbers.reals(2)));
  }

  /** Averages of the weights, and gradient accumulation. */
  private static SavedModel averaged() {
    Tensor facts = input("facts", 4);
    Tensor guess = facts.then(dense(5, Activation.GELU)).then(dense(1).name("guess"));
    Model model = Model.inputs(facts).outputs(guess).name("averaged");
    model.compile(
        adamW(0.02).weightDecay(0.01).average(0.9).gradientAccumulation(2).globalClipNorm(1),
        mse());
    FixedArrays numbers = new FixedArrays(24);
    return new SavedModel(
        "averaged", model, Map.of("facts", numbers.reals(4)), Map.of("guess", numbers.reals(1)));
  }

  /** Other convolutions, with normalizations. */
  private static SavedModel images() {
    Tensor sketch = input("sketch", 6, 6, 2);
    Tensor clean =
        sketch
            .then(separableConv2d(4, 3).activation(Activation.SILU))
            .then(batchNormalization().momentum(0.8))
            .then(conv2dTranspose(4, 3))
            .then(groupNormalization(2))
            .then(conv2d(2, 1).name("clean"));
    Model model = Model.inputs(sketch).outputs(clean).name("images");
    model.compile(adamax(0.01).clipValue(0.2), mse(), mae());
    FixedArrays numbers = new FixedArrays(12);
    return new SavedModel(
        "images",
        model,
        Map.of("sketch", numbers.reals(6, 6, 2)),
        Map.of("clean", numbers.reals(6, 6, 2)));
  }

  /** Initial states from another layer, and stacked cells. */
  private static SavedModel states() {
    Tensor question = input("question", 5, 3);
    Tensor answer = input("answer", 4, 3);
    List<Tensor> told = lstm(4).returnState().name("listen").applyAll(question);
    Tensor said = lstm(4).returnSequences().name("say").apply(answer, told.get(1), told.get(2));
    Tensor thought = rnn(gruCell(3), lstmCell(4)).name("think").apply(said);
    Tensor fits = add(thought, told.get(0)).then(dense(1, Activation.SIGMOID).name("fits"));
    Model model = Model.inputs(question, answer).outputs(fits).name("states");
    model.compile(adam(0.01), binaryCrossentropy(), accuracy());
    FixedArrays numbers = new FixedArrays(16);
    return new SavedModel(
        "states",
        model,
        Map.of("question", numbers.reals(5, 3), "answer", numbers.reals(4, 3)),
        Map.of("fits", numbers.integers(2, 1)));
  }
}
