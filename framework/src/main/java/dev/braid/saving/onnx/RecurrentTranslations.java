package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.graph.Spec;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.MergeMode;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recurrent layers: ONNX's own operators where they mean the same, else loops over the steps. */
final class RecurrentTranslations {
  private RecurrentTranslations() {}

  static void rows() {
    row(Cell.class, RecurrentTranslations::cell);
    row(Recurrent.class, RecurrentTranslations::recurrent);
    row(Bidirectional.class, RecurrentTranslations::bidirectional);
  }

  /**
   * What a walk through time gave.
   *
   * @param outputs of all steps in the layer's order, (samples, steps, …)
   * @param states after the last step
   */
  record Path(Wire outputs, List<Wire> states) {}

  /** A cell by itself takes one step. */
  private static List<Flow> cell(Cell<?> cell, Scope scope, List<Flow> in) {
    CellSteps steps = CellSteps.of(cell, scope);
    List<Wire> states = in.subList(1, in.size()).stream().map(Flow::value).toList();
    List<Wire> next = steps.step(steps.project(in.get(0).value()), states);
    List<Flow> out = new ArrayList<>();
    out.add(new Flow(next.get(cell.outputState())));
    next.forEach(state -> out.add(new Flow(state)));
    return out;
  }

  private static List<Flow> recurrent(Recurrent<?> layer, Scope scope, List<Flow> in) {
    Wire sequence = in.get(0).value();
    List<Wire> starts = in.subList(1, in.size()).stream().map(Flow::value).toList();
    // Keras hands a layer its mask only where the sequence is the one tensor it is called with
    Wire mask = in.size() == 1 ? in.get(0).mask() : null;
    if (mask != null) {
      layer.checkMask(List.of(in.get(0).spec()), mask.rank());
    }
    Path path =
        mask == null && RecurrentOperator.means(layer.cell())
            ? new RecurrentOperator(layer, scope).walk(sequence, starts)
            : loop(layer, scope, sequence, starts, mask);
    Wire outputs =
        layer.givesSequences() ? path.outputs() : path.states().get(layer.cell().outputState());
    if (layer.zerosPadding() && mask != null) {
      outputs = zeroed(layer, outputs, mask);
    }
    List<Flow> out = new ArrayList<>();
    out.add(new Flow(outputs, layer.givesSequences() ? in.get(0).mask() : null));
    if (layer.givesState()) {
      path.states().forEach(state -> out.add(new Flow(state)));
    }
    return out;
  }

  /** The outputs at padding, which are those of the step before, set to zero. */
  private static Wire zeroed(Recurrent<?> layer, Wire outputs, Wire mask) {
    Wire walked = layer.goesBackwards() ? mask.reverse(1) : mask;
    Wire real = walked.cast(Type.FLOAT);
    if (layer.givesSequences()) {
      return outputs.multiply(real.upTo(outputs.rank()));
    }
    return outputs.multiply(real.slice(1, -1, Long.MAX_VALUE).upTo(outputs.rank()));
  }

  private static Path loop(
      Recurrent<?> layer, Scope scope, Wire given, List<Wire> starts, Wire mask) {
    CellSteps steps = CellSteps.of(layer.cell(), scope);
    Wire sequence = layer.goesBackwards() ? given.reverse(1) : given;
    Wire projected = steps.project(sequence);
    List<Wire> states = starts.isEmpty() ? zeros(layer, scope, given) : starts;
    Graph graph = scope.graph();
    Graph body = graph.body();
    List<Wire> before = new ArrayList<>();
    for (Wire state : states) {
      before.add(body.part("state", Type.FLOAT, state.shape()));
    }
    List<Wire> from = new ArrayList<>(states);
    from.add(projected);
    Wire step = body.part("step", Type.FLOAT, withoutSteps(projected));
    List<Wire> next = steps.step(step, before);
    if (mask != null) {
      from.add(layer.goesBackwards() ? mask.reverse(1) : mask);
      Wire real = body.part("real", Type.BOOL, mask.shape()[0]).upTo(next.get(0).rank());
      List<Wire> kept = new ArrayList<>();
      for (int i = 0; i < next.size(); i++) {
        kept.add(next.get(i).where(real, before.get(i)));
      }
      next = kept;
    }
    return scan(layer, graph, body, from, next);
  }

  private static Path scan(
      Recurrent<?> layer, Graph graph, Graph body, List<Wire> from, List<Wire> next) {
    body.outputs().addAll(next);
    List<Wire> after = new ArrayList<>();
    next.forEach(state -> after.add(graph.wire("Scan", Type.FLOAT, state.shape())));
    List<Wire> to = new ArrayList<>(after);
    int scanned = from.size() - next.size();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("body", body);
    attributes.put("num_scan_inputs", (long) scanned);
    attributes.put("scan_input_axes", SpatialAxes.each(scanned, 1));
    Wire outputs = null;
    if (layer.givesSequences()) {
      Wire shown = next.get(layer.cell().outputState());
      body.outputs().add(shown.like("Identity"));
      long steps = from.get(next.size()).shape()[1];
      outputs = graph.wire("Scan", Type.FLOAT, withSteps(steps, shown));
      to.add(outputs);
      attributes.put("scan_output_axes", new long[] {1});
    }
    graph.put("Scan", from, to, attributes);
    return new Path(outputs, after);
  }

  private static List<Wire> zeros(Recurrent<?> layer, Scope scope, Wire sequence) {
    List<Wire> zeros = new ArrayList<>();
    for (Spec state : layer.cell().states(Spec.of(sequence.shape()).step().step())) {
      List<Size> sizes = new ArrayList<>(List.of(sequence.size(0)));
      Arrays.stream(state.shape()).forEach(size -> sizes.add(Size.of(size)));
      zeros.add(scope.graph().filled(0, sizes));
    }
    return zeros;
  }

  private static long[] withoutSteps(Wire sequence) {
    long[] shape = Arrays.copyOfRange(sequence.shape(), 1, sequence.rank());
    shape[0] = sequence.shape()[0];
    return shape;
  }

  private static long[] withSteps(long steps, Wire step) {
    long[] shape = new long[step.rank() + 1];
    shape[0] = step.shape()[0];
    shape[1] = steps;
    System.arraycopy(step.shape(), 1, shape, 2, step.rank() - 1);
    return shape;
  }

  private static List<Flow> bidirectional(Bidirectional layer, Scope scope, List<Flow> in) {
    List<Flow> ahead = Translations.run(layer.forward(), scope, layer.half(in, true));
    List<Flow> back = Translations.run(layer.backward(), scope, layer.half(in, false));
    Wire first = ahead.get(0).value();
    Wire second = back.get(0).value();
    if (layer.forward().givesSequences()) {
      second = second.reverse(1);
    }
    Wire mask = ahead.get(0).mask();
    List<Flow> out = new ArrayList<>();
    if (layer.mergeMode() == MergeMode.NONE) {
      out.add(new Flow(first, mask));
      out.add(new Flow(second, mask));
    } else {
      out.add(new Flow(merge(layer.mergeMode(), first, second), mask));
    }
    out.addAll(ahead.subList(1, ahead.size()));
    out.addAll(back.subList(1, back.size()));
    return out;
  }

  private static Wire merge(MergeMode mode, Wire first, Wire second) {
    return switch (mode) {
      case CONCAT -> Wire.concat(-1, List.of(first, second));
      case SUM -> first.add(second);
      case MUL -> first.multiply(second);
      case AVE -> first.add(second).divide(2);
      case NONE -> throw new IllegalArgumentException("nothing to merge");
    };
  }
}
