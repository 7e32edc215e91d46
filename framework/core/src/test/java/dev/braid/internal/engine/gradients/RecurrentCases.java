package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import java.util.List;

/** Rows for dev.braid.layers.rnn and embeddings. */
final class RecurrentCases {
  private RecurrentCases() {}

  static List<LayerCase> rows() {
    return List.of(
        row("embedding", () -> embedding(4, 3), shape(3)).ids(4),
        row("embedding of images", () -> embedding(5, 2), shape(2, 2)).ids(5),
        row("simple rnn", () -> simpleRnn(3), shape(4, 2)).withMask(),
        row("simple rnn relu", () -> simpleRnn(2).activation(RELU).useBias(false), shape(3, 2)),
        row("simple rnn softmax", () -> simpleRnn(3).activation(SOFTMAX), shape(3, 2)).withMask(),
        row("simple rnn sequences", () -> simpleRnn(2).returnSequences(), shape(3, 2)).withMask(),
        row("simple rnn backwards", () -> simpleRnn(2).goBackwards().returnSequences(), shape(3, 2))
            .withMask(),
        row(
            "simple rnn dropout",
            () -> simpleRnn(2).dropout(0.4).recurrentDropout(0.3),
            shape(3, 3)),
        row("lstm", () -> lstm(2), shape(4, 3)).withMask(),
        row("lstm without bias", () -> lstm(2).useBias(false), shape(3, 2)),
        row("lstm sequences", () -> lstm(2).returnSequences(), shape(3, 2)).withMask(),
        row("lstm backwards", () -> lstm(2).goBackwards(), shape(3, 2)).withMask(),
        row("lstm state", () -> lstm(2).returnState(), shape(3, 2)).withMask(),
        row("lstm sequences and state", () -> lstm(2).returnSequences().returnState(), shape(3, 2))
            .withMask(),
        row("lstm initial state", () -> lstm(2), shape(3, 2), shape(2), shape(2)),
        row(
                "lstm zero output",
                () -> lstm(2).returnSequences().zeroOutputForMask(true),
                shape(3, 2))
            .withMask(),
        row(
            "lstm activations",
            () -> lstm(2).activation(RELU).recurrentActivation(Activation.HARD_SIGMOID),
            shape(3, 2)),
        row(
            "lstm other activations",
            () -> lstm(2).activation(Activation.SOFTSIGN).recurrentActivation(Activation.SILU),
            shape(3, 2)),
        row("lstm dropout", () -> lstm(2).dropout(0.4), shape(3, 3)).withMask(),
        row("lstm both dropouts", () -> lstm(2).dropout(0.4).recurrentDropout(0.3), shape(3, 3)),
        row("gru", () -> gru(2), shape(4, 3)).withMask(),
        row("gru without bias", () -> gru(2).useBias(false), shape(3, 2)),
        row("gru sequences", () -> gru(2).returnSequences(), shape(3, 2)).withMask(),
        row("gru backwards", () -> gru(2).goBackwards().returnSequences(), shape(3, 2)).withMask(),
        row("gru state", () -> gru(2).returnState(), shape(3, 2)).withMask(),
        row("gru initial state", () -> gru(2), shape(3, 2), shape(2)),
        row("gru reset before", () -> gru(2).resetAfter(false), shape(3, 2)).withMask(),
        row(
            "gru reset before without bias",
            () -> gru(2).resetAfter(false).useBias(false),
            shape(3, 2)),
        row("gru other activation", () -> gru(2).activation(Activation.SOFTSIGN), shape(3, 2)),
        row("gru dropout", () -> gru(2).dropout(0.4), shape(3, 3)),
        row("gru both dropouts", () -> gru(2).dropout(0.4).recurrentDropout(0.3), shape(3, 3)),
        row(
            "gru reset before, both dropouts",
            () -> gru(2).resetAfter(false).dropout(0.4).recurrentDropout(0.3),
            shape(3, 3)),
        row("conv lstm 1d", () -> convLstm1d(2, 2), shape(3, 4, 2)),
        row(
            "conv lstm 2d",
            () -> convLstm2d(2, 2).returnSequences().padding(SAME).recurrentActivation(TANH),
            shape(3, 3, 2, 2)),
        row("conv lstm 2d strides", () -> convLstm2d(1, 2, 1).strides(2, 1), shape(2, 4, 2, 1)),
        row(
            "conv lstm 2d dilation, backwards, state",
            () -> convLstm2d(1, 2).dilation(2).goBackwards().returnState().useBias(false),
            shape(2, 4, 3, 1)),
        row(
            "conv lstm 1d both dropouts",
            () -> convLstm1d(1, 2).dropout(0.4).recurrentDropout(0.3),
            shape(2, 4, 2)),
        row(
            "conv lstm 1d initial state",
            () -> convLstm1d(2, 1).activation(RELU),
            shape(2, 3, 1),
            shape(3, 2),
            shape(3, 2)),
        row("conv lstm 3d", () -> convLstm3d(1, 2), shape(2, 2, 3, 2, 2)),
        row("bidirectional conv lstm", () -> bidirectional(convLstm1d(1, 2)), shape(2, 3, 1)),
        row("simple rnn cell", () -> simpleRnnCell(2), shape(3), shape(2)),
        row("lstm cell", () -> lstmCell(2), shape(3), shape(2), shape(2)),
        row("gru cell", () -> gruCell(2), shape(3), shape(2)),
        row(
            "stacked cells",
            () -> stackedRnnCells(gruCell(2), lstmCell(3)),
            shape(3),
            shape(2),
            shape(3),
            shape(3)),
        row("rnn over stacked cells", () -> rnn(lstmCell(2), gruCell(2)), shape(3, 2)).withMask(),
        row("rnn sequences", () -> rnn(gruCell(2)).returnSequences(), shape(3, 2)).withMask(),
        row("custom cell", () -> rnn(new MinimalGatedCell(2)), shape(3, 2)).withMask(),
        row(
                "custom cell sequences, backwards, state",
                () -> rnn(new MinimalGatedCell(2)).returnSequences().goBackwards().returnState(),
                shape(3, 2))
            .withMask(),
        row("custom cell dropout", () -> rnn(new MinimalGatedCell(2).dropout(0.4)), shape(3, 3)),
        row("custom cell initial state", () -> rnn(new MinimalGatedCell(2)), shape(3, 2), shape(2)),
        row(
                "custom cell with an output that is no state",
                () -> rnn(new ReadingCell(3)).returnSequences(),
                shape(3, 2))
            .withMask(),
        row("custom cell alone", () -> new ReadingCell(3), shape(2), shape(2)),
        row(
                "rnn over custom and built-in cells",
                () -> rnn(new ReadingCell(3), lstmCell(2), new MinimalGatedCell(2)),
                shape(3, 2))
            .withMask(),
        row(
                "bidirectional custom cell",
                () -> bidirectional(rnn(new MinimalGatedCell(2)).returnSequences()),
                shape(3, 2))
            .withMask(),
        row(
            "time distributed custom cell",
            () -> timeDistributed(rnn(new MinimalGatedCell(2))),
            shape(2, 3, 2)),
        row("bidirectional", () -> bidirectional(lstm(2)), shape(3, 2)).withMask(),
        row(
                "bidirectional sequences",
                () -> bidirectional(gru(2).returnSequences()).mergeMode("sum"),
                shape(3, 2))
            .withMask(),
        row("bidirectional mul", () -> bidirectional(simpleRnn(2)).mergeMode("mul"), shape(3, 2)),
        row("bidirectional ave", () -> bidirectional(simpleRnn(2)).mergeMode("ave"), shape(3, 2)),
        row(
                "bidirectional two outputs",
                () -> bidirectional(simpleRnn(2).returnSequences()).mergeMode((String) null),
                shape(3, 2))
            .withMask(),
        row(
            "bidirectional state",
            () -> bidirectional(lstm(1).returnState()),
            shape(3, 2),
            shape(1),
            shape(1),
            shape(1),
            shape(1)),
        row(
            "bidirectional two kinds",
            () -> bidirectional(lstm(2), gru(3).goBackwards()),
            shape(3, 2)),
        row("time distributed", () -> timeDistributed(dense(2, TANH)), shape(3, 2)).withMask(),
        row("time distributed recurrence", () -> timeDistributed(gru(2)), shape(2, 3, 2)),
        row(
                "time distributed normalization",
                () -> timeDistributed(batchNormalization()),
                shape(3, 2))
            .withMask(),
        row("time distributed model", RecurrentCases::modelOverTime, shape(3, 2)).withMask());
  }

  private static Layer modelOverTime() {
    Tensor in = input("step", 2);
    Tensor hidden = in.then(dense(3, TANH));
    return timeDistributed(Model.inputs(in).outputs(hidden.then(dense(2).name("result"))));
  }
}
