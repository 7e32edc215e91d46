package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.masks.MaskArithmetic;
import dev.braid.ops.Value;
import java.util.List;

/** What computes masks. */
final class MaskTranslations {
  private static final MaskArithmetic<Value> ARITHMETIC = new Wires();

  private MaskTranslations() {}

  static void rows() {
    row(
        ExplicitMask.class,
        (layer, call, in) -> List.of(new Masked(in.get(0).value(), mask(layer, in))));
  }

  private static Value mask(ExplicitMask layer, List<Masked> in) {
    return ARITHMETIC.run(layer.mask(), in.stream().skip(1).map(Masked::value).toList());
  }

  private static final class Wires extends MaskArithmetic<Value> {
    @Override
    protected Value equalTo(Value a, double number) {
      return a.equalTo(number);
    }

    @Override
    protected Value above(Value a, double number) {
      return a.above(number);
    }

    @Override
    protected Value subtract(Value a, Value b) {
      return a.subtract(b);
    }

    @Override
    protected Value multiply(Value a, Value b) {
      return a.multiply(b);
    }

    @Override
    protected Value maximum(Value a, Value b) {
      return a.maximum(b);
    }

    @Override
    protected Value subtractFrom(double number, Value a) {
      return a.subtractFrom(number);
    }

    @Override
    protected Value abs(Value a) {
      return a.abs();
    }

    @Override
    protected Value sum(Value a, boolean keepDims, int... axes) {
      return a.sum(keepDims, axes);
    }

    @Override
    protected Value max(Value a, boolean keepDims, int... axes) {
      return a.max(keepDims, axes);
    }

    @Override
    protected Value expand(Value a, int axis) {
      return a.expand(axis);
    }

    @Override
    protected Value squeeze(Value a, int axis) {
      return a.squeeze(axis);
    }

    @Override
    protected Value concatenate(int axis, List<Value> parts) {
      return Value.concat(axis, parts);
    }

    @Override
    protected Value filled(Value like, double number) {
      return like.zeros().add(number);
    }
  }
}
