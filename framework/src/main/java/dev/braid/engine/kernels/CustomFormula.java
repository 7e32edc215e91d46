package dev.braid.engine.kernels;

import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs the formula of a user's layer. */
final class CustomFormula {
  private CustomFormula() {}

  static void rows() {
    Formulas.row(
        CustomLayer.class,
        (layer, scope, in) -> {
          List<Value> inputs = in.stream().map(Flow::value).toList();
          CustomLayer<?> own = layer;
          Value result = own.call(new ScopedCall(scope, in), inputs);
          return List.of(new Flow(result, own.passesMask() ? in.get(0).mask() : null));
        });
  }

  private record ScopedCall(Scope scope, List<Flow> inputs) implements LayerCall {
    @Override
    public Value weight(String name) {
      return scope.weight(name);
    }

    @Override
    public boolean training() {
      return scope.training();
    }

    @Override
    public Value mask(int input) {
      INDArray mask = inputs.get(input).mask();
      return mask == null ? null : Value.constant(mask);
    }

    @Override
    public Value uniform(Value like) {
      return Value.constant(scope.uniform(like.dataType(), like.shape()));
    }

    @Override
    public Value normal(Value like) {
      return Value.constant(scope.normal(like.dataType(), like.shape()));
    }

    @Override
    public void addLoss(Value loss) {
      scope.addLoss(loss);
    }

    @Override
    public void assign(String statistic, Value value) {
      scope.assign(statistic, value.array());
    }
  }
}
