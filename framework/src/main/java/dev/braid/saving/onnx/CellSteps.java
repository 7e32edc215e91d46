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
import java.util.ArrayList;
import java.util.List;

/** A recurrent cell's step in single operators, for what ONNX's recurrent ones can't express. */
interface CellSteps {
  /** What depends on inputs alone; works for one step and for all of a sequence. */
  Wire project(Wire inputs);

  /** The new states. */
  List<Wire> step(Wire projected, List<Wire> states);

  static CellSteps of(Cell<?> cell, Scope scope) {
    Scope inside = scope.inside(cell);
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
  private static Wire gate(Wire all, int gate, long size) {
    return all.slice(-1, gate * size, (gate + 1) * size);
  }

  /** Gates i, f, c, o: c' = f·c + i·bend(c gate), h' = o·bend(c'). */
  private static List<Wire> remember(
      Wire all, Wire carry, long size, Activation gates, Activation bend) {
    Wire input = Bends.apply(gates, gate(all, 0, size));
    Wire forget = Bends.apply(gates, gate(all, 1, size));
    Wire candidate = Bends.apply(bend, gate(all, 2, size));
    Wire output = Bends.apply(gates, gate(all, 3, size));
    Wire next = forget.multiply(carry).add(input.multiply(candidate));
    return List.of(output.multiply(Bends.apply(bend, next)), next);
  }

  /** What all cells with units have in common. */
  abstract class Units implements CellSteps {
    private final UnitCell<?> cell;
    final Scope scope;

    Units(UnitCell<?> cell, Scope scope) {
      this.cell = cell;
      this.scope = scope;
    }

    /** The bias that is added to the inputs' product, or null. */
    Wire inputBias() {
      return cell.useBias() ? scope.weight("bias") : null;
    }

    @Override
    public final Wire project(Wire inputs) {
      Wire product = inputs.matmul(scope.weight("kernel"));
      return inputBias() == null ? product : product.add(inputBias());
    }

    final Wire recur(Wire state) {
      return state.matmul(scope.weight("recurrent_kernel"));
    }

    final Wire gate(Wire all, int gate) {
      return CellSteps.gate(all, gate, cell.units());
    }
  }

  /** h' = activation(x·K + b + h·R). */
  final class Simple extends Units {
    private final SimpleRNNCell cell;

    Simple(SimpleRNNCell cell, Scope scope) {
      super(cell, scope);
      this.cell = cell;
    }

    @Override
    public List<Wire> step(Wire projected, List<Wire> states) {
      return List.of(Bends.apply(cell.activation(), projected.add(recur(states.get(0)))));
    }
  }

  /** Long short-term memory. */
  final class Lstm extends Units {
    private final LSTMCell cell;

    Lstm(LSTMCell cell, Scope scope) {
      super(cell, scope);
      this.cell = cell;
    }

    @Override
    public List<Wire> step(Wire projected, List<Wire> states) {
      Wire all = projected.add(recur(states.get(0)));
      return remember(
          all, states.get(1), cell.units(), cell.recurrentActivation(), cell.activation());
    }
  }

  /** Long short-term memory of pictures, with convolutions in the place of products. */
  final class ConvLstm implements CellSteps {
    private final ConvLSTMCell cell;
    private final Scope scope;

    ConvLstm(ConvLSTMCell cell, Scope scope) {
      this.cell = cell;
      this.scope = scope;
    }

    @Override
    public Wire project(Wire inputs) {
      List<Size> sizes = inputs.sizes();
      int lead = inputs.rank() - cell.rank() - 1;
      List<Size> together = new ArrayList<>(sizes.subList(lead, inputs.rank()));
      together.add(0, Size.REST);
      Wire bias = cell.useBias() ? scope.weight("bias") : null;
      Wire out =
          ConvolutionTranslations.convolved(
              cell.window(), inputs.reshape(together), scope, "kernel", bias);
      List<Size> apart = new ArrayList<>(sizes.subList(0, lead));
      apart.addAll(out.sizes().subList(1, out.rank()));
      return out.reshape(apart);
    }

    @Override
    public List<Wire> step(Wire projected, List<Wire> states) {
      long[] ones = SpatialAxes.each(cell.rank(), 1);
      Window over = new Window(cell.window().size(), ones, ones, Padding.SAME);
      Wire recurrent =
          ConvolutionTranslations.convolved(over, states.get(0), scope, "recurrent_kernel", null);
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

    Gru(GRUCell cell, Scope scope) {
      super(cell, scope);
      this.cell = cell;
    }

    private boolean twoBiases() {
      return cell.useBias() && cell.resetAfter();
    }

    @Override
    Wire inputBias() {
      return twoBiases()
          ? scope.weight("bias", "of inputs", bias -> bias.slice(0).dup('c'))
          : super.inputBias();
    }

    @Override
    public List<Wire> step(Wire projected, List<Wire> states) {
      Wire state = states.get(0);
      Wire inner = recur(state);
      if (twoBiases()) {
        inner = inner.add(scope.weight("bias", "of states", bias -> bias.slice(1).dup('c')));
      }
      Wire update = Bends.apply(cell.recurrentActivation(), gate(projected, 0).add(gate(inner, 0)));
      Wire reset = Bends.apply(cell.recurrentActivation(), gate(projected, 1).add(gate(inner, 1)));
      Wire recurrent =
          cell.resetAfter()
              ? reset.multiply(gate(inner, 2))
              : reset.multiply(state).matmul(gate(scope.weight("recurrent_kernel"), 2));
      Wire candidate = Bends.apply(cell.activation(), gate(projected, 2).add(recurrent));
      return List.of(update.multiply(state.subtract(candidate)).add(candidate));
    }
  }

  /** Each cell takes what the one below puts out at the same step. */
  final class Stacked implements CellSteps {
    private final List<Cell<?>> cells;
    private final List<CellSteps> steps = new ArrayList<>();

    Stacked(StackedRNNCells stack, Scope scope) {
      cells = stack.cells();
      cells.forEach(cell -> steps.add(CellSteps.of(cell, scope)));
    }

    @Override
    public Wire project(Wire inputs) {
      return steps.get(0).project(inputs);
    }

    @Override
    public List<Wire> step(Wire projected, List<Wire> states) {
      List<Wire> next = new ArrayList<>();
      Wire at = projected;
      for (int i = 0; i < cells.size(); i++) {
        int from = next.size();
        List<Wire> own = states.subList(from, from + cells.get(i).stateCount());
        next.addAll(steps.get(i).step(at, own));
        if (i + 1 < cells.size()) {
          at = steps.get(i + 1).project(next.get(from + cells.get(i).outputState()));
        }
      }
      return next;
    }
  }
}
