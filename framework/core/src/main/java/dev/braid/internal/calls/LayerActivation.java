package dev.braid.internal.calls;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Supports layers that other layers use as their activation. */
public final class LayerActivation {
  private static final String LAYERS = "keras.layers";

  private LayerActivation() {}

  /** The function of a layer without weights and randomness; rejects all others. */
  public static UnaryOperator<Value> formula(Layer layer) {
    Spec any = Spec.of(4, 4);
    if (!layer.weights(List.of(any)).isEmpty()
        || !layer.outputs(List.of(any)).equals(List.of(any))) {
      throw refused(layer, "a layer without weights that keeps the shape");
    }
    if (isRandom(layer)) {
      throw refused(layer, "a layer that draws no random numbers");
    }
    return x -> layer.call(new PlainCall(false), List.of(x));
  }

  private static boolean isRandom(Layer layer) {
    try {
      layer.call(
          new PlainCall(true), List.of(new ShapeValue(DType.FLOAT32, Spec.of(4, 4).sizes())));
      return false;
    } catch (IllegalStateException absent) {
      return true;
    }
  }

  private static StructureException refused(Layer layer, String expected) {
    return StructureException.of(
        layer.label() + " cannot be an activation",
        new Problem(
            "option",
            "activation",
            expected,
            "received \"" + layer.className() + '"',
            "Apply the layer after the other one: x.then(dense(8)).then(layer)."));
  }

  /** Whether a configuration has a layer where an activation is expected. */
  public static boolean isLayer(Object written) {
    return written instanceof Map<?, ?> object
        && object.get("module") instanceof String module
        && module.startsWith(LAYERS);
  }

  /** A call of a layer that has only its input. */
  private record PlainCall(boolean training) implements LayerCall {
    private static IllegalStateException absent(String what) {
      return new IllegalStateException("an activation has no " + what);
    }

    @Override
    public Value weight(String name) {
      throw absent("weights");
    }

    @Override
    public boolean frozen() {
      return false;
    }

    @Override
    public @Nullable Value mask(int input) {
      return null;
    }

    @Override
    public Value uniform(@Nullable Long seed, Value like, List<Size> sizes) {
      throw absent("random numbers");
    }

    @Override
    public Value normal(@Nullable Long seed, Value like) {
      throw absent("random numbers");
    }

    @Override
    public void addLoss(Value loss) {
      throw absent("loss");
    }

    @Override
    public void assign(String statistic, Value value) {
      throw absent("statistics");
    }

    @Override
    public List<Value> carried() {
      return List.of();
    }

    @Override
    public void carry(List<Value> values) {
      throw absent("state");
    }

    @Override
    public List<Masked> apply(Layer child, Masked... inputs) {
      return Stream.of(inputs)
          .map(input -> new Masked(child.call(this, List.of(input.value())), null))
          .toList();
    }
  }
}
