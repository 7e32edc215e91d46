package dev.braid.layers.rnn;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Applies a layer or a model to every step of a sequence. */
public final class TimeDistributed extends BaseLayer<TimeDistributed> {
  private final Layer layer;

  /** Creates the layer; the given layer's weights are shared with all its other applications. */
  public TimeDistributed(Layer layer) {
    this.layer = layer;
  }

  public static TimeDistributed read(Config config) {
    return new TimeDistributed(config.read("layer", Layer.class));
  }

  public Layer layer() {
    return layer;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec sequence = only(inputs);
    if (sequence.rank() < 2) {
      throw refusal(inputs, "sequences: (?, steps, …) with at least 3 axes", "");
    }
    List<Spec> step = layer.outputs(List.of(sequence.step()));
    if (step.size() != 1) {
      throw refusal(inputs, "a layer inside that has one output", "");
    }
    return List.of(step.get(0).sequence(sequence.size(0)));
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    return List.of(new Child("layer", layer, List.of(inputs.get(0).step())));
  }

  @Override
  public boolean dependsOnBatch() {
    return layer.dependsOnBatch();
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    boolean apart = layer.addsPenaltiesInside() || (call.training() && dependsOnBatch());
    return apart ? stepByStep(call, inputs.get(0)) : atOnce(call, inputs.get(0));
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  /** Calls the layer for each step, as in Keras, since each step has separate statistics. */
  private Value stepByStep(LayerCall call, Value x) {
    int[] timeFirst = IntStream.range(0, x.rank()).map(i -> i < 2 ? 1 - i : i).toArray();
    List<Value> results = new ArrayList<>();
    for (Value step : x.permute(timeFirst).unstack()) {
      Value mask = call.mask(0) == null ? null : call.mask(0).at(1, results.size());
      results.add(inside(call, new Masked(step, mask)));
    }
    return Value.stack(1, results);
  }

  /** Calls the layer once, with every step as a sample. */
  private Value atOnce(LayerCall call, Value x) {
    List<Size> steps = new ArrayList<>(x.sizes().subList(1, x.rank()));
    steps.set(0, Size.REST);
    Value out = inside(call, new Masked(x.reshape(steps), null));
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, 2));
    sizes.addAll(out.sizes().subList(1, out.rank()));
    return out.reshape(sizes);
  }

  /**
   * Calls the layer without its activity regularizer, but with those inside a model, as in Keras.
   */
  private Value inside(LayerCall call, Masked step) {
    return call.applyWithoutPenalty(layer, step).get(0).value();
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.RECEIVES;
  }

  @Override
  public String className() {
    return "TimeDistributed";
  }

  @Override
  protected void describe(Config config) {
    config.put("layer", layer);
  }
}
