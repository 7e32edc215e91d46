package dev.braid.saving.onnx;

import dev.braid.Activation;
import dev.braid.Padding;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.convolutional.Window;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.ConvLSTMCell;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.UnitCell;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** A recurrent cell's step in single operators, for what ONNX's recurrent ones can't express. */
interface CellSteps {
  /** What depends on inputs alone; works for one step and for all of a sequence. */
  Value project(Value inputs);

  /** The new states. */
  List<Value> step(Value projected, List<Value> states);

  static CellSteps of(Cell<?> cell, OnnxCall call) {
    OnnxCall inside = call.inside(cell);
    if (cell instanceof StackedRNNCells stacked) {
      return new Stacked(stacked, inside);
    }
    if (cell instanceof LSTMCell lstm) {
      return new Lstm(lstm, inside);
    }
    if (cell instanceof GRUCell gru) {
      return new Gru(gru, inside);
    }
    if (cell instanceof ConvLSTMCell lstm) {
      return new ConvLstm(lstm, inside);
    }
    if (cell instanceof SimpleRNNCell simple) {
      return new Simple(simple, inside);
    }
    throw new IllegalStateException("no steps of " + cell.className());
  }

  /** One gate's part of something whose last axis holds all gates. */
  private static Value gate(Value all, int gate, long size) {
    return all.slice(all.rank() - 1, gate * size, (gate + 1) * size);
  }

  /** Gates i, f, c, o: c' = f·c + i·bend(c gate), h' = o·bend(c'). */
  private static List<Value> remember(
      Value all, Value carry, long size, Activation gates, Activation bend) {
    Value input = gates.apply(gate(all, 0, size));
    Value forget = gates.apply(gate(all, 1, size));
    Value candidate = bend.apply(gate(all, 2, size));
    Value output = gates.apply(gate(all, 3, size));
    Value next = forget.multiply(carry).add(input.multiply(candidate));
    return List.of(output.multiply(bend.apply(next)), next);
  }

  /** What all cells with units have in common. */
  abstract class Units implements CellSteps {
    private final UnitCell<?> cell;
    final OnnxCall call;

    Units(UnitCell<?> cell, OnnxCall call) {
      this.cell = cell;
      this.call = call;
    }

    /** The bias that is added to the inputs' product, or null. */
    Value inputBias() {
      return cell.useBias() ? call.weight("bias") : null;
    }

    @Override
    public final Value project(Value inputs) {
      Value product = inputs.matmul(call.weight("kernel"));
      return inputBias() == null ? product : product.add(inputBias());
    }

    final Value recur(Value state) {
      return state.matmul(call.weight("recurrent_kernel"));
    }

    final Value gate(Value all, int gate) {
      return CellSteps.gate(all, gate, cell.units());
    }
  }

  /** h' = activation(x·K + b + h·R). */
  final class Simple extends Units {
    private final SimpleRNNCell cell;

    Simple(SimpleRNNCell cell, OnnxCall call) {
      super(cell, call);
      this.cell = cell;
    }

    @Override
    public List<Value> step(Value projected, List<Value> states) {
      return List.of(cell.activation().apply(projected.add(recur(states.get(0)))));
    }
  }

  /** Long short-term memory. */
  final class Lstm extends Units {
    private final LSTMCell cell;

    Lstm(LSTMCell cell, OnnxCall call) {
      super(cell, call);
      this.cell = cell;
    }

    @Override
    public List<Value> step(Value projected, List<Value> states) {
      Value all = projected.add(recur(states.get(0)));
      return remember(
          all, states.get(1), cell.units(), cell.recurrentActivation(), cell.activation());
    }
  }

  /** Long short-term memory of pictures, with convolutions in the place of products. */
  final class ConvLstm implements CellSteps {
    private final ConvLSTMCell cell;
    private final OnnxCall call;

    ConvLstm(ConvLSTMCell cell, OnnxCall call) {
      this.cell = cell;
      this.call = call;
    }

    @Override
    public Value project(Value inputs) {
      List<Size> sizes = inputs.sizes();
      int lead = inputs.rank() - cell.rank() - 1;
      List<Size> together = new ArrayList<>(sizes.subList(lead, inputs.rank()));
      together.add(0, Size.REST);
      Value bias = cell.useBias() ? call.weight("bias") : null;
      Value out =
          ConvolutionTranslations.convolved(
              cell.window(), inputs.reshape(together), call, "kernel", bias);
      List<Size> apart = new ArrayList<>(sizes.subList(0, lead));
      apart.addAll(out.sizes().subList(1, out.rank()));
      return out.reshape(apart);
    }

    @Override
    public List<Value> step(Value projected, List<Value> states) {
      long[] ones = SpatialAxes.each(cell.rank(), 1);
      Window over = new Window(cell.window().size(), ones, ones, Padding.SAME);
      Value recurrent =
          ConvolutionTranslations.convolved(over, states.get(0), call, "recurrent_kernel", null);
      return remember(
          projected.add(recurrent),
          states.get(1),
          cell.filters(),
          cell.recurrentActivation(),
          cell.activation());
    }
  }

  /** Gates z, r, h: h' = z·h + (1 - z)·candidate, where r resets the state in the candidate. */
  final class Gru extends Units {
    private final GRUCell cell;

    Gru(GRUCell cell, OnnxCall call) {
      super(cell, call);
      this.cell = cell;
    }

    private boolean twoBiases() {
      return cell.useBias() && cell.resetAfter();
    }

    @Override
    Value inputBias() {
      return twoBiases() ? call.weight("bias", bias -> bias.slice(0).dup('c')) : super.inputBias();
    }

    @Override
    public List<Value> step(Value projected, List<Value> states) {
      Value state = states.get(0);
      Value inner = recur(state);
      if (twoBiases()) {
        inner = inner.add(call.weight("bias", bias -> bias.slice(1).dup('c')));
      }
      Value update = cell.recurrentActivation().apply(gate(projected, 0).add(gate(inner, 0)));
      Value reset = cell.recurrentActivation().apply(gate(projected, 1).add(gate(inner, 1)));
      Value recurrent =
          cell.resetAfter()
              ? reset.multiply(gate(inner, 2))
              : reset.multiply(state).matmul(gate(call.weight("recurrent_kernel"), 2));
      Value candidate = cell.activation().apply(gate(projected, 2).add(recurrent));
      return List.of(update.multiply(state.subtract(candidate)).add(candidate));
    }
  }

  /** Each cell takes what the one below puts out at the same step. */
  final class Stacked implements CellSteps {
    private final List<Cell<?>> cells;
    private final List<CellSteps> steps = new ArrayList<>();

    Stacked(StackedRNNCells stack, OnnxCall call) {
      cells = stack.cells();
      cells.forEach(cell -> steps.add(CellSteps.of(cell, call)));
    }

    @Override
    public Value project(Value inputs) {
      return steps.get(0).project(inputs);
    }

    @Override
    public List<Value> step(Value projected, List<Value> states) {
      List<Value> next = new ArrayList<>();
      Value at = projected;
      for (int i = 0; i < cells.size(); i++) {
        int from = next.size();
        List<Value> own = states.subList(from, from + cells.get(i).stateCount());
        next.addAll(steps.get(i).step(at, own));
        if (i + 1 < cells.size()) {
          at = steps.get(i + 1).project(next.get(from + cells.get(i).outputState()));
        }
      }
      return next;
    }
  }
}
