package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What recurrent layers compute: time first, step by step, on the tape. */
final class RecurrentFormulas {
  private RecurrentFormulas() {}

  static void rows() {
    row(Cell.class, RecurrentFormulas::cell);
    row(Recurrent.class, RecurrentFormulas::recurrent);
  }

  /** A cell by itself takes one step. */
  private static List<Flow> cell(Cell<?> cell, Scope scope, List<Flow> in) {
    CellRun run = CellRun.of(cell, scope);
    List<Value> states = in.subList(1, in.size()).stream().map(Flow::value).toList();
    List<Value> next = run.step(run.project(in.get(0).value().expand(0)).squeeze(0), states);
    List<Flow> out = new ArrayList<>();
    out.add(new Flow(next.get(cell.outputState())));
    next.forEach(state -> out.add(new Flow(state)));
    return out;
  }

  private static List<Flow> recurrent(Recurrent<?> layer, Scope scope, List<Flow> in) {
    Value sequence = timeFirst(in.get(0).value());
    // Keras hands a layer its mask only where the sequence is the one tensor it is called with
    boolean padded = in.size() == 1 && in.get(0).mask() != null;
    INDArray mask = padded ? stepMask(layer, in).transpose().dup('c') : null;
    if (layer.goesBackwards()) {
      sequence = sequence.reverse(0);
      mask = mask == null ? null : Value.constant(mask).reverse(0).array();
    }
    List<Value> given = in.subList(1, in.size()).stream().map(Flow::value).toList();
    List<Value> starts = given.isEmpty() ? starts(layer, scope, in.get(0).value()) : given;
    CellRun run = CellRun.of(layer.cell(), scope);
    Path path = run.walk(sequence, starts, mask);
    if (path == null) {
      path = new Walk(layer, run, sequence, mask).run(starts);
    }
    if (layer.keepsState()) {
      scope.carry(path.states());
    }
    return finish(layer, path, mask, in.get(0).mask());
  }

  private static INDArray stepMask(Recurrent<?> layer, List<Flow> in) {
    INDArray mask = in.get(0).mask();
    layer.checkMask(in.stream().map(Flow::spec).toList(), mask.rank());
    return mask;
  }

  private static List<Flow> finish(
      Recurrent<?> layer, Path path, INDArray timeMask, INDArray mask) {
    Value outputs = path.outputs();
    if (!layer.givesSequences()) {
      outputs = outputs.slice(0, outputs.size(0) - 1, outputs.size(0));
    }
    if (layer.zerosPadding() && timeMask != null) {
      long from = timeMask.size(0) - outputs.size(0);
      Value real = Value.constant(timeMask).slice(0, from, timeMask.size(0));
      outputs = outputs.multiply(column(real.array(), outputs.rank()));
    }
    List<Flow> out = new ArrayList<>();
    out.add(
        layer.givesSequences() ? new Flow(timeFirst(outputs), mask) : new Flow(outputs.squeeze(0)));
    if (layer.givesState()) {
      path.states().forEach(state -> out.add(new Flow(state)));
    }
    return out;
  }

  /** A mask with axes of size one up to a rank. */
  private static INDArray column(INDArray mask, int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(mask.shape(), 0, shape, 0, mask.rank());
    return mask.reshape('c', shape);
  }

  /** Swaps samples and steps. */
  private static Value timeFirst(Value value) {
    int[] axes = new int[value.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < 2 ? 1 - i : i;
    }
    return value.permute(axes);
  }

  private static List<Value> starts(Recurrent<?> layer, Scope scope, Value sequence) {
    long[] shape = sequence.shape();
    List<Value> carried = layer.keepsState() ? scope.carried() : List.of();
    if (!carried.isEmpty()) {
      if (carried.get(0).size(0) != shape[0]) {
        throw otherBatch(layer, carried.get(0).size(0), shape[0]);
      }
      return carried;
    }
    List<Value> starts = new ArrayList<>();
    for (Spec spec : layer.cell().states(Spec.of(shape).step().step())) {
      long[] state = spec.sequence(shape[0]).shape();
      starts.add(Value.constant(ArrayMath.zeros(sequence.dataType(), state)));
    }
    return starts;
  }

  private static StructureException otherBatch(Recurrent<?> layer, long before, long now) {
    return StructureException.of(
        layer.label() + " cannot go on",
        new Problem(
            "stateful-batch",
            layer.name(),
            "batches of " + before + " samples, since it is stateful and keeps a state for each",
            "received " + now,
            "Choose a batch size that leaves no smaller last batch, or call resetStates() first."));
  }

  /** The way through time. */
  private static final class Walk {
    private final Recurrent<?> layer;
    private final CellRun run;
    private final Value sequence;
    private final INDArray mask;
    private List<Value> states;

    Walk(Recurrent<?> layer, CellRun run, Value sequence, INDArray mask) {
      this.layer = layer;
      this.run = run;
      this.sequence = sequence;
      this.mask = mask;
    }

    Path run(List<Value> starts) {
      List<Value> outputs = new ArrayList<>();
      states = starts;
      List<Value> steps = run.project(sequence).unstack();
      for (int t = 0; t < steps.size(); t++) {
        List<Value> next = run.step(steps.get(t), states);
        states = mask == null ? next : keepAtPadding(next, t);
        if (!layer.givesSequences()) {
          outputs.clear();
        }
        outputs.add(states.get(layer.cell().outputState()));
      }
      return new Path(Value.stack(0, outputs), states);
    }

    private List<Value> keepAtPadding(List<Value> next, int t) {
      List<Value> kept = new ArrayList<>();
      for (int i = 0; i < next.size(); i++) {
        kept.add(next.get(i).where(real(t, next.get(i).rank()), states.get(i)));
      }
      return kept;
    }

    /** 1 for samples whose step is real, as a column. */
    private INDArray real(int t, int rank) {
      return column(mask.slice(t).dup('c'), rank);
    }
  }
}
