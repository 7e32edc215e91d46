package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Recurrent layers: ONNX's own operators where they mean the same, else loops over the steps. */
final class RecurrentTranslations {
  private RecurrentTranslations() {}

  static void rows() {
    row(Recurrent.class, RecurrentTranslations::recurrent);
  }

  /**
   * What all steps of a sequence give.
   *
   * @param outputs of all steps in the layer's order, (samples, steps, …)
   * @param last the output of the last step
   * @param states after the last step
   */
  record Path(Value outputs, Value last, List<Value> states) {}

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
    Value outputs = layer.givesSequences() ? path.outputs() : path.last();
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
    Graph body = call.graph().body();
    LayerCall inside = call.insideSequence(layer.cell());
    Value prepared = layer.cell().prepare(inside, walked(layer, stepsFirst(given)));
    List<Value> from = new ArrayList<>(starts.isEmpty() ? zeros(layer, call, given) : starts);
    List<Value> before = new ArrayList<>();
    for (Value state : from) {
      before.add(body.part("state", Type.FLOAT, state.shape()));
    }
    Value input = body.part("step", Type.FLOAT, withoutSteps(prepared));
    Cell.Step step = layer.cell().call(inside, input, before);
    List<Value> next = new ArrayList<>(step.states());
    int shown = next.indexOf(step.output());
    if (shown < 0) {
      // an output that is no state is carried like one, since it stays at padding
      shown = next.size();
      next.add(step.output());
      before.add(body.part("output", Type.FLOAT, step.output().shape()));
      body.inputs().add(shown, body.inputs().remove(body.inputs().size() - 1));
      from.add(zeros(call, given, step.output().shape()));
    }
    List<Value> scanned = new ArrayList<>(List.of(prepared));
    if (mask != null) {
      Value real01 = OnnxValue.of(mask).cast(Type.BOOL).permute(1, 0);
      scanned.add(walked(layer, real01));
      Value real = body.part("real", Type.BOOL, mask.shape()[0]);
      for (int i = 0; i < next.size(); i++) {
        next.set(i, next.get(i).where(upTo(real, next.get(i).rank()), before.get(i)));
      }
    }
    from.addAll(scanned);
    return scan(layer, call.graph(), new Loop(body, from, next, shown));
  }

  /** Swaps samples and steps. */
  private static Value stepsFirst(Value value) {
    return value.permute(IntStream.range(0, value.rank()).map(i -> i < 2 ? 1 - i : i).toArray());
  }

  /** The steps in the order in which the layer reads them. */
  private static Value walked(Recurrent<?> layer, Value stepsFirst) {
    return layer.goesBackwards() ? stepsFirst.reverse(0) : stepsFirst;
  }

  /**
   * A loop over steps.
   *
   * @param body one step
   * @param from the states before the first step, and what is read step by step
   * @param next the states after a step
   * @param shown which of the states is the output
   */
  private record Loop(Graph body, List<Value> from, List<Value> next, int shown) {}

  private static Path scan(Recurrent<?> layer, Graph graph, Loop loop) {
    List<Value> next = loop.next();
    next.forEach(state -> loop.body().outputs().add(OnnxValue.of(state)));
    List<OnnxValue> after = new ArrayList<>();
    next.forEach(state -> after.add(graph.result("Scan", Type.FLOAT, state.shape())));
    List<OnnxValue> to = new ArrayList<>(after);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("body", loop.body());
    attributes.put("num_scan_inputs", (long) (loop.from().size() - next.size()));
    OnnxValue outputs = null;
    if (layer.givesSequences()) {
      Value output = next.get(loop.shown());
      loop.body().outputs().add(OnnxValue.of(output).like("Identity"));
      long steps = loop.from().get(next.size()).shape()[0];
      outputs = graph.result("Scan", Type.FLOAT, withSteps(steps, output));
      to.add(outputs);
      attributes.put("scan_output_axes", new long[] {1});
    }
    graph.put("Scan", graph.backend().adopted(loop.from().toArray(Value[]::new)), to, attributes);
    List<Value> states = List.copyOf(after);
    return new Path(
        outputs, states.get(loop.shown()), states.subList(0, layer.cell().stateCount()));
  }

  private static List<Value> zeros(Recurrent<?> layer, OnnxCall call, Value sequence) {
    return layer.cell().states(Spec.of(sequence.shape()).step().step()).stream()
        .map(
            state ->
                zeros(
                    call,
                    sequence,
                    LongStream.concat(LongStream.of(Spec.ANY), LongStream.of(state.shape()))
                        .toArray()))
        .toList();
  }

  /** Zeros of a shape for as many samples as a sequence has. */
  private static Value zeros(OnnxCall call, Value sequence, long... shape) {
    List<Size> sizes = new ArrayList<>(List.of(sequence.sizeOf(0)));
    Arrays.stream(shape).skip(1).mapToObj(Size::of).forEach(sizes::add);
    return call.graph().number(0).broadcastTo(sizes);
  }

  private static long[] withoutSteps(Value sequence) {
    return Arrays.copyOfRange(sequence.shape(), 1, sequence.rank());
  }

  private static long[] withSteps(long steps, Value step) {
    long[] shape = new long[step.rank() + 1];
    shape[0] = step.shape()[0];
    shape[1] = steps;
    System.arraycopy(step.shape(), 1, shape, 2, step.rank() - 1);
    return shape;
  }
}
