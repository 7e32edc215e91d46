package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.MergeMode;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
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
  record Path(Value outputs, List<Value> states) {}

  /** A cell by itself takes one step. */
  private static List<Masked> cell(Cell<?> cell, OnnxCall call, List<Masked> in) {
    CellSteps steps = CellSteps.of(cell, call);
    List<Value> states = in.subList(1, in.size()).stream().map(Masked::value).toList();
    List<Value> next = steps.step(steps.project(in.get(0).value()), states);
    List<Masked> out = new ArrayList<>();
    out.add(unmasked(next.get(cell.outputState())));
    next.forEach(state -> out.add(unmasked(state)));
    return out;
  }

  private static List<Masked> recurrent(Recurrent<?> layer, OnnxCall call, List<Masked> in) {
    Value sequence = in.get(0).value();
    List<Value> starts = in.subList(1, in.size()).stream().map(Masked::value).toList();
    // Keras hands a layer its mask only where the sequence is the one tensor it is called with
    Value mask = in.size() == 1 ? in.get(0).mask() : null;
    if (mask != null) {
      layer.checkMask(List.of(OnnxCall.spec(in.get(0))), mask.rank());
    }
    Path path =
        mask == null && RecurrentOperator.means(layer.cell())
            ? new RecurrentOperator(layer, call).walk(sequence, starts)
            : loop(layer, call, sequence, starts, mask);
    Value outputs =
        layer.givesSequences() ? path.outputs() : path.states().get(layer.cell().outputState());
    if (layer.zerosPadding() && mask != null) {
      outputs = zeroed(layer, outputs, mask);
    }
    List<Masked> out = new ArrayList<>();
    out.add(new Masked(outputs, layer.givesSequences() ? in.get(0).mask() : null));
    if (layer.givesState()) {
      path.states().forEach(state -> out.add(unmasked(state)));
    }
    return out;
  }

  /** The outputs at padding, which are those of the step before, set to zero. */
  private static Value zeroed(Recurrent<?> layer, Value outputs, Value mask) {
    Value walked = layer.goesBackwards() ? mask.reverse(1) : mask;
    Value real = walked;
    if (layer.givesSequences()) {
      return outputs.multiply(upTo(real, outputs.rank()));
    }
    Size steps = real.sizeOf(1);
    Value last = real.slice(1, steps.minus(Size.of(1)), steps, 1);
    return outputs.multiply(upTo(last, outputs.rank()));
  }

  private static Value upTo(Value mask, int rank) {
    return OnnxCall.mask(new Masked(mask, mask), rank);
  }

  private static Path loop(
      Recurrent<?> layer, OnnxCall call, Value given, List<Value> starts, Value mask) {
    CellSteps steps = CellSteps.of(layer.cell(), call);
    Value sequence = layer.goesBackwards() ? given.reverse(1) : given;
    Value projected = steps.project(sequence);
    List<Value> states = starts.isEmpty() ? zeros(layer, call, given) : starts;
    Graph graph = call.graph();
    Graph body = graph.body();
    List<Value> before = new ArrayList<>();
    for (Value state : states) {
      before.add(body.part("state", Type.FLOAT, state.shape()));
    }
    List<Value> from = new ArrayList<>(states);
    from.add(projected);
    Value step = body.part("step", Type.FLOAT, withoutSteps(projected));
    List<Value> next = steps.step(step, before);
    if (mask != null) {
      Value real01 = OnnxValue.of(mask).cast(Type.BOOL);
      from.add(layer.goesBackwards() ? real01.reverse(1) : real01);
      Value real = upTo(body.part("real", Type.BOOL, mask.shape()[0]), next.get(0).rank());
      List<Value> kept = new ArrayList<>();
      for (int i = 0; i < next.size(); i++) {
        kept.add(next.get(i).where(real, before.get(i)));
      }
      next = kept;
    }
    return scan(layer, graph, body, from, next);
  }

  private static Path scan(
      Recurrent<?> layer, Graph graph, Graph body, List<Value> from, List<Value> next) {
    next.forEach(state -> body.outputs().add(OnnxValue.of(state)));
    List<OnnxValue> after = new ArrayList<>();
    next.forEach(state -> after.add(graph.result("Scan", Type.FLOAT, state.shape())));
    List<OnnxValue> to = new ArrayList<>(after);
    int scanned = from.size() - next.size();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("body", body);
    attributes.put("num_scan_inputs", (long) scanned);
    attributes.put("scan_input_axes", SpatialAxes.each(scanned, 1));
    OnnxValue outputs = null;
    if (layer.givesSequences()) {
      Value shown = next.get(layer.cell().outputState());
      body.outputs().add(OnnxValue.of(shown).like("Identity"));
      long steps = from.get(next.size()).shape()[1];
      outputs = graph.result("Scan", Type.FLOAT, withSteps(steps, shown));
      to.add(outputs);
      attributes.put("scan_output_axes", new long[] {1});
    }
    graph.put("Scan", graph.backend().adopted(from.toArray(Value[]::new)), to, attributes);
    return new Path(outputs, List.copyOf(after));
  }

  private static List<Value> zeros(Recurrent<?> layer, OnnxCall call, Value sequence) {
    List<Value> zeros = new ArrayList<>();
    for (Spec state : layer.cell().states(Spec.of(sequence.shape()).step().step())) {
      List<Size> sizes = new ArrayList<>(List.of(sequence.sizeOf(0)));
      Arrays.stream(state.shape()).forEach(size -> sizes.add(Size.of(size)));
      zeros.add(call.graph().number(0).broadcastTo(sizes));
    }
    return zeros;
  }

  private static long[] withoutSteps(Value sequence) {
    long[] shape = Arrays.copyOfRange(sequence.shape(), 1, sequence.rank());
    shape[0] = sequence.shape()[0];
    return shape;
  }

  private static long[] withSteps(long steps, Value step) {
    long[] shape = new long[step.rank() + 1];
    shape[0] = step.shape()[0];
    shape[1] = steps;
    System.arraycopy(step.shape(), 1, shape, 2, step.rank() - 1);
    return shape;
  }

  private static List<Masked> bidirectional(Bidirectional layer, OnnxCall call, List<Masked> in) {
    List<Masked> ahead = call.apply(layer.forward(), layer.half(in, true).toArray(Masked[]::new));
    List<Masked> back = call.apply(layer.backward(), layer.half(in, false).toArray(Masked[]::new));
    Value first = ahead.get(0).value();
    Value second = back.get(0).value();
    if (layer.forward().givesSequences()) {
      second = second.reverse(1);
    }
    Value mask = ahead.get(0).mask();
    List<Masked> out = new ArrayList<>();
    if (layer.mergeMode() == MergeMode.NONE) {
      out.add(new Masked(first, mask));
      out.add(new Masked(second, mask));
    } else {
      out.add(new Masked(merge(layer.mergeMode(), first, second), mask));
    }
    out.addAll(ahead.subList(1, ahead.size()));
    out.addAll(back.subList(1, back.size()));
    return out;
  }

  private static Value merge(MergeMode mode, Value first, Value second) {
    return switch (mode) {
      case CONCAT -> Value.concat(-1, List.of(first, second));
      case SUM -> first.add(second);
      case MUL -> first.multiply(second);
      case AVE -> first.add(second).divide(2);
      case NONE -> throw new IllegalArgumentException("nothing to merge");
    };
  }
}
