package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.masks.MaskArithmetic;
import dev.braid.ops.Value;
import java.util.List;

/** What computes masks. */
final class MaskFormulas {
  private static final MaskArithmetic<Value> ARITHMETIC = new Arrays();

  private MaskFormulas() {}

  static void rows() {
    row(
        ExplicitMask.class,
        (layer, scope, in) -> List.of(in.get(0).withMask(mask(layer, in).array())));
  }

  private static Value mask(ExplicitMask layer, List<Flow> in) {
    // masks have no gradients
    List<Value> arrays = in.stream().skip(1).map(flow -> flow.value().detach()).toList();
    return ARITHMETIC.run(layer.mask(), arrays);
  }

  private static final class Arrays extends MaskArithmetic<Value> {
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
