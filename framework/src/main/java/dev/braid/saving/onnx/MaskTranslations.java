package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.masks.MaskArithmetic;
import java.util.List;

/** What computes masks. */
final class MaskTranslations {
  private static final MaskArithmetic<Wire> ARITHMETIC = new Wires();

  private MaskTranslations() {}

  static void rows() {
    row(
        ExplicitMask.class,
        (layer, scope, in) -> List.of(new Flow(in.get(0).value(), mask(layer, in).above(0))));
  }

  private static Wire mask(ExplicitMask layer, List<Flow> in) {
    return ARITHMETIC.run(layer.mask(), in.stream().skip(1).map(Flow::value).toList());
  }

  private static final class Wires extends MaskArithmetic<Wire> {
    @Override
    protected Wire equalTo(Wire a, double number) {
      return a.equalTo(number).cast(Type.FLOAT);
    }

    @Override
    protected Wire above(Wire a, double number) {
      return a.above(number).cast(Type.FLOAT);
    }

    @Override
    protected Wire subtract(Wire a, Wire b) {
      return a.subtract(b);
    }

    @Override
    protected Wire multiply(Wire a, Wire b) {
      return a.multiply(b);
    }

    @Override
    protected Wire maximum(Wire a, Wire b) {
      return a.maximum(b);
    }

    @Override
    protected Wire subtractFrom(double number, Wire a) {
      return a.subtractFrom(number);
    }

    @Override
    protected Wire abs(Wire a) {
      return a.like("Abs");
    }

    @Override
    protected Wire sum(Wire a, boolean keepDims, int... axes) {
      return a.sum(keepDims, axes);
    }

    @Override
    protected Wire max(Wire a, boolean keepDims, int... axes) {
      return a.max(keepDims, axes);
    }

    @Override
    protected Wire expand(Wire a, int axis) {
      return a.expand(axis);
    }

    @Override
    protected Wire squeeze(Wire a, int axis) {
      return a.squeeze(axis);
    }

    @Override
    protected Wire concatenate(int axis, List<Wire> parts) {
      return Wire.concat(axis, parts);
    }

    @Override
    protected Wire filled(Wire like, double number) {
      return like.equalTo(0).cast(Type.FLOAT).multiply(0).add(number);
    }
  }
}
