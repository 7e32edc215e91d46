package dev.braid.layers.preprocessing;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Multiplies by a scale and adds an offset: {@code rescaling(1 / 255.0)} for images. */
public final class Rescaling extends SameShapeLayer<Rescaling> {
  private final double[] scale;
  private double[] offset = {0};

  /** Creates the layer with one scale for all features. */
  public Rescaling(double scale) {
    this(new double[] {scale});
  }

  /** Creates the layer with a scale for each feature, or one for all. */
  public Rescaling(double[] scales) {
    this.scale = checked("scale", scales);
  }

  public static Rescaling read(Config config) {
    Rescaling layer = new Rescaling(config.numbers("scale"));
    return config.get("offset") == null ? layer : layer.offset(config.numbers("offset"));
  }

  /** Sets one offset, or one for each feature. */
  public Rescaling offset(double... numbers) {
    double[] values = checked("offset", numbers);
    return with(copy -> copy.offset = values);
  }

  private double[] checked(String option, double[] numbers) {
    if (numbers.length == 0 || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
      throw optionRefusal(option, "numbers", Arrays.toString(numbers));
    }
    return numbers.clone();
  }

  public double[] scale() {
    return scale.clone();
  }

  public double[] offset() {
    return offset.clone();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    for (double[] each : List.of(scale, offset)) {
      boolean fits = each.length == 1 || (input.rank() > 0 && input.last() == each.length);
      if (!fits) {
        throw refusal(
            inputs, each.length + " features, as many as there are scales or offsets", "");
      }
    }
    return super.outputs(inputs);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return x.multiply(Value.of(scale, scale.length).asTypeOf(x))
        .add(Value.of(offset, offset.length).asTypeOf(x));
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public String className() {
    return "Rescaling";
  }

  @Override
  protected void describe(Config config) {
    config.put("scale", scale.length == 1 ? scale[0] : scale);
    config.put("offset", offset.length == 1 ? offset[0] : offset);
  }
}
