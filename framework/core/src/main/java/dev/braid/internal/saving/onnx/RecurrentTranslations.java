package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall.Masked;
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
import java.util.stream.IntStream;

/**
 * Translations of recurrent layers: to ONNX's recurrent operators if these are equivalent, else to
 * loops over the steps.
 */
final class RecurrentTranslations {
  private RecurrentTranslations() {}

  static void rows() {
    row(Recurrent.class, RecurrentTranslations::recurrent);
    row(Bidirectional.class, RecurrentTranslations::bidirectional);
  }

  /**
   * The result of a loop over the steps.
   *
   * @param outputs the outputs of all steps in the layer's order, (samples, steps, …)
   * @param states the states after the last step
   */
  record LoopResult(Value outputs, List<Value> states) {}

  private static List<Masked> recurrent(Recurrent<?> layer, OnnxLayerCall call, List<Masked> in) {
    Value sequence = in.get(0).value();
    List<Value> starts = in.subList(1, in.size()).stream().map(Masked::value).toList();
    // Keras passes a mask to a layer only if the sequence is its only input
    Value mask = in.size() == 1 ? in.get(0).mask() : null;
    if (mask != null) {
      layer.checkMask(List.of(OnnxLayerCall.spec(in.get(0))), mask.rank());
    }
    LoopResult path =
        mask == null && RecurrentOperator.supports(layer.cell())
            ? new RecurrentOperator(layer, call).steps(sequence, starts)
            : loop(layer, call, sequence, starts, mask);
    Value outputs = path.outputs();
    if (layer.zerosPadding() && mask != null) {
      outputs = zeroed(layer, outputs, mask);
    }
    List<Masked> out = new ArrayList<>();
    out.add(new Masked(outputs, layer.returnsSequences() ? in.get(0).mask() : null));
    if (layer.returnsState()) {
      path.states().forEach(state -> out.add(unmasked(state)));
    }
    return out;
  }

  /** Sets the outputs at masked steps, which are those of the step before, to zero. */
  private static Value zeroed(Recurrent<?> layer, Value outputs, Value mask) {
    Value ordered = layer.goesBackwards() ? mask.reverse(1) : mask;
    Value real = ordered;
    if (layer.returnsSequences()) {
      return outputs.multiply(upTo(real, outputs.rank()));
    }
    Size steps = real.sizeOf(1);
    Value last = real.slice(1, steps.minus(Size.of(1)), steps, 1);
    return outputs.multiply(upTo(last, outputs.rank()));
  }

  private static Value upTo(Value mask, int rank) {
    return OnnxLayerCall.mask(new Masked(mask, mask), rank);
  }

  private static LoopResult loop(
      Recurrent<?> layer, OnnxLayerCall call, Value given, List<Value> starts, Value mask) {
    Cell<?> cell = layer.cell();
    OnnxLayerCall own = call.inside(cell);
    Value sequence = layer.goesBackwards() ? given.reverse(1) : given;
    Value prepared = cell.prepare(own, sequence.permute(stepsFirst(given.rank())));
    List<Value> firsts = starts.isEmpty() ? zeros(layer, call, given) : starts;
    ScanBody loop = new ScanBody(call.graph(), firsts, prepared, mask, layer.goesBackwards());
    Cell.Step next = cell.call(own, loop.step, loop.before);
    return loop.run(next, layer.returnsSequences());
  }

  private static int[] stepsFirst(int rank) {
    return IntStream.range(0, rank).map(axis -> axis < 2 ? 1 - axis : axis).toArray();
  }

  /** Builds a loop over the steps. */
  private static final class ScanBody {
    private final OnnxGraph graph;
    private final OnnxGraph body;
    private final Value prepared;
    private final Value mask;
    private final List<Value> starts;
    private final List<Value> before = new ArrayList<>();
    private final Value step;

    ScanBody(OnnxGraph graph, List<Value> starts, Value prepared, Value mask, boolean backwards) {
      this.graph = graph;
      this.body = graph.body();
      this.prepared = prepared;
      this.starts = new ArrayList<>(starts);
      for (Value state : starts) {
        before.add(body.bodyInput("state", OnnxType.FLOAT, state.shape()));
      }
      long[] shape = prepared.shape();
      step = body.bodyInput("step", OnnxType.FLOAT, Arrays.copyOfRange(shape, 1, shape.length));
      Value real = mask == null ? null : OnnxValue.of(mask).cast(OnnxType.BOOL);
      this.mask = real != null && backwards ? real.reverse(1) : real;
    }

    LoopResult run(Cell.Step next, boolean sequences) {
      List<Value> states = new ArrayList<>(next.states());
      int shown = states.indexOf(next.output());
      if (shown < 0) {
        // the output is carried like a state, since masked steps repeat it
        shown = states.size();
        states.add(next.output());
        List<Size> sizes = new ArrayList<>(next.output().sizes());
        sizes.set(0, prepared.sizeOf(1));
        starts.add(graph.number(0).broadcastTo(sizes));
        before.add(body.bodyInput("output", OnnxType.FLOAT, next.output().shape()));
        body.inputs().add(shown, body.inputs().remove(body.inputs().size() - 1));
      }
      if (mask != null) {
        OnnxValue real = body.bodyInput("real", OnnxType.BOOL, mask.size(0));
        for (int i = 0; i < states.size(); i++) {
          Value kept = states.get(i);
          states.set(i, kept.where(upTo(real, kept.rank()), before.get(i)));
        }
      }
      List<OnnxValue> after = scan(states, sequences ? states.get(shown) : null);
      Value outputs = sequences ? after.get(after.size() - 1) : after.get(shown);
      return new LoopResult(outputs, List.copyOf(after.subList(0, next.states().size())));
    }

    private List<OnnxValue> scan(List<Value> states, Value shown) {
      List<Value> from = new ArrayList<>(starts);
      from.add(prepared);
      List<OnnxValue> to = new ArrayList<>();
      for (Value state : states) {
        body.outputs().add(OnnxValue.of(state).like("Identity"));
        to.add(graph.result("Scan", OnnxType.FLOAT, state.shape()));
      }
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("body", body);
      attributes.put("num_scan_inputs", mask == null ? 1L : 2L);
      attributes.put("scan_input_axes", mask == null ? new long[] {0} : new long[] {0, 1});
      if (mask != null) {
        from.add(mask);
      }
      if (shown != null) {
        body.outputs().add(OnnxValue.of(shown).like("Identity"));
        to.add(graph.result("Scan", OnnxType.FLOAT, withSteps(prepared.size(0), shown)));
        attributes.put("scan_output_axes", new long[] {1});
      }
      graph.put("Scan", graph.backend().adopted(from.toArray(Value[]::new)), to, attributes);
      return to;
    }
  }

  private static List<Value> zeros(Recurrent<?> layer, OnnxLayerCall call, Value sequence) {
    List<Value> zeros = new ArrayList<>();
    for (Spec state : layer.cell().states(Spec.of(sequence.shape()).step().step())) {
      List<Size> sizes = new ArrayList<>(List.of(sequence.sizeOf(0)));
      Arrays.stream(state.shape()).forEach(size -> sizes.add(Size.of(size)));
      zeros.add(call.graph().number(0).broadcastTo(sizes));
    }
    return zeros;
  }

  private static long[] withSteps(long steps, Value step) {
    long[] shape = new long[step.rank() + 1];
    shape[0] = step.shape()[0];
    shape[1] = steps;
    System.arraycopy(step.shape(), 1, shape, 2, step.rank() - 1);
    return shape;
  }

  private static List<Masked> bidirectional(
      Bidirectional layer, OnnxLayerCall call, List<Masked> in) {
    List<Masked> forward = call.apply(layer.forward(), layer.half(in, true).toArray(Masked[]::new));
    List<Masked> backward =
        call.apply(layer.backward(), layer.half(in, false).toArray(Masked[]::new));
    Value first = forward.get(0).value();
    Value second = backward.get(0).value();
    if (layer.forward().returnsSequences()) {
      second = second.reverse(1);
    }
    Value mask = forward.get(0).mask();
    List<Masked> out = new ArrayList<>();
    if (layer.mergeMode() == MergeMode.NONE) {
      out.add(new Masked(first, mask));
      out.add(new Masked(second, mask));
    } else {
      out.add(new Masked(merge(layer.mergeMode(), first, second), mask));
    }
    out.addAll(forward.subList(1, forward.size()));
    out.addAll(backward.subList(1, backward.size()));
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
