package dev.braid.internal.saving.onnx;

import dev.braid.Activation;
import dev.braid.internal.saving.onnx.RecurrentTranslations.LoopResult;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.GatedCell;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.UnitCell;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A recurrent layer as ONNX's {@code LSTM}, {@code GRU} or {@code RNN}. */
final class RecurrentOperator {
  /** The activations that these operators support, with ONNX's names. */
  private static final Map<Activation, String> ACTIVATIONS =
      Map.of(Activation.TANH, "Tanh", Activation.SIGMOID, "Sigmoid", Activation.RELU, "Relu");

  private final Recurrent<?> layer;
  private final UnitCell<?> cell;
  private final OnnxLayerCall call;

  RecurrentOperator(Recurrent<?> layer, OnnxLayerCall call) {
    this.layer = layer;
    this.cell = (UnitCell<?>) layer.cell();
    this.call = call.inside(layer.cell());
  }

  /** Returns whether such an operator exists for a cell. */
  static boolean supports(Cell<?> cell) {
    return cell instanceof UnitCell<?> units
        && ACTIVATIONS.containsKey(units.activation())
        && (!(cell instanceof GatedCell<?> gated)
            || ACTIVATIONS.containsKey(gated.recurrentActivation()))
        && (cell instanceof LSTMCell || cell instanceof GRUCell || cell instanceof SimpleRNNCell);
  }

  /** Runs the operator, whose arrays have steps before samples and an axis for the direction. */
  LoopResult steps(Value sequence, List<Value> starts) {
    long units = cell.units();
    Value x = sequence.permute(1, 0, 2);
    List<Value> from = new ArrayList<>();
    from.add(x);
    from.add(call.weight("kernel", this::byGates));
    from.add(call.weight("recurrent_kernel", this::byGates));
    from.add(cell.useBias() ? call.weight("bias", this::biases) : null);
    from.add(null);
    starts.forEach(start -> from.add(start.expand(0)));
    OnnxGraph graph = call.graph();
    String operator = operator();
    List<OnnxValue> to = new ArrayList<>();
    to.add(graph.result(operator, OnnxType.FLOAT, x.shape()[0], 1, x.shape()[1], units));
    for (int i = 0; i < cell.stateCount(); i++) {
      to.add(graph.result(operator, OnnxType.FLOAT, 1, x.shape()[1], units));
    }
    graph.put(operator, graph.backend().adopted(from.toArray(Value[]::new)), to, attributes());
    Value outputs = to.get(0).squeeze(1).permute(1, 0, 2);
    List<Value> states = to.subList(1, to.size()).stream().map(state -> state.squeeze(0)).toList();
    Value all = layer.goesBackwards() ? outputs.reverse(1) : outputs;
    return new LoopResult(layer.returnsSequences() ? all : states.get(cell.outputState()), states);
  }

  private String operator() {
    return cell instanceof LSTMCell ? "LSTM" : cell instanceof GRUCell ? "GRU" : "RNN";
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("hidden_size", cell.units());
    attributes.put("direction", layer.goesBackwards() ? "reverse" : "forward");
    String activation = ACTIVATIONS.get(cell.activation());
    List<String> activations = new ArrayList<>(List.of(activation));
    if (cell instanceof GatedCell<?> gated) {
      activations.add(0, ACTIVATIONS.get(gated.recurrentActivation()));
    }
    if (cell instanceof LSTMCell) {
      activations.add(activation);
    }
    attributes.put("activations", activations);
    if (cell instanceof GRUCell gru) {
      attributes.put("linear_before_reset", gru.resetAfter() ? 1L : 0L);
    }
    return attributes;
  }

  /** Converts (inputs, gates · units) to (1, gates · units, inputs), in ONNX's order of gates. */
  private INDArray byGates(INDArray kernel) {
    INDArray transposed = ordered(kernel.transpose().dup('c'));
    return transposed.reshape('c', 1, transposed.size(0), transposed.size(1));
  }

  /** Returns the inputs' biases, followed by those of the states, in one row. */
  private INDArray biases(INDArray bias) {
    boolean two = bias.rank() == 2;
    INDArray inputs = ordered((two ? bias.slice(0) : bias).dup('c'));
    INDArray states = two ? ordered(bias.slice(1).dup('c')) : Nd4j.zeros(inputs.shape());
    return Nd4j.concat(0, inputs, states).reshape('c', 1, 2 * inputs.length());
  }

  /**
   * Reorders the gates of an LSTM from Keras' i, f, c, o to ONNX's i, o, f, c; those of a GRU are
   * the same.
   */
  private INDArray ordered(INDArray byGate) {
    if (!(cell instanceof LSTMCell)) {
      return byGate;
    }
    long[] shape = byGate.shape();
    INDArray gates = byGate.reshape('c', 4, byGate.length() / 4);
    INDArray ordered = Nd4j.create(gates.shape());
    int[] order = {0, 3, 1, 2};
    for (int i = 0; i < order.length; i++) {
      ordered.putRow(i, gates.getRow(order[i]));
    }
    return ordered.reshape('c', shape);
  }
}
