package dev.braid.internal.calls;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.LayerCall;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a layer in which only shapes are known.
 *
 * @param layer the layer, whose weights have been built
 * @param mask that of the first input, or null
 */
record ShapeOnlyCall(Layer layer, @Nullable Value mask) implements LayerCall {
  /** The tensors of a graph as values. */
  static List<Value> values(List<Spec> specs) {
    List<Value> values = new ArrayList<>();
    specs.forEach(spec -> values.add(new ShapeValue(spec.dtype(), spec.sizes())));
    return values;
  }

  @Override
  public Value weight(String name) {
    List<WeightCell> cells = LayerState.of(layer).cells();
    return cells.stream()
        .filter(cell -> cell.spec().name().equals(name))
        .findFirst()
        .map(cell -> new ShapeValue(DType.FLOAT32, cell.spec().shape()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its call asks for the weight \""
                        + name
                        + "\", but weights(…) names "
                        + (cells.isEmpty()
                            ? "none"
                            : cells.stream()
                                .map(cell -> '"' + cell.spec().name() + '"')
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public boolean frozen() {
    return false;
  }

  @Override
  public @Nullable Value mask(int input) {
    return input == 0 ? mask : null;
  }

  @Override
  public Value uniform(@Nullable Long seed, Value like, List<Size> sizes) {
    return new ShapeValue(DType.FLOAT32, sizes.stream().mapToLong(Size::known).toArray());
  }

  @Override
  public Value normal(@Nullable Long seed, Value like) {
    return new ShapeValue(DType.FLOAT32, like.shape());
  }

  @Override
  public void addLoss(Value loss) {
    // a shape has no elements to add
  }

  @Override
  public void assign(String statistic, Value value) {
    weight(statistic);
  }

  @Override
  public List<Value> carried() {
    return List.of();
  }

  @Override
  public void carry(List<Value> values) {
    // nothing is kept
  }

  @Override
  public LayerCall inside(Layer child) {
    return new ShapeOnlyCall(child, null);
  }

  @Override
  public List<Masked> apply(Layer child, Masked... inputs) {
    List<Spec> specs =
        Stream.of(inputs)
            .map(Masked::value)
            .map(ShapeValue.class::cast)
            .map(value -> Spec.ofSizes(value.dtype(), value.shape()))
            .toList();
    return values(child.outputs(specs)).stream().map(value -> new Masked(value, null)).toList();
  }
}
