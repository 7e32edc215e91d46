package dev.braid.internal.saving.architecture;

import dev.braid.Tensor;
import dev.braid.internal.calls.ConstantTensor;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The constant arrays among the arguments of calls, such as a fixed attention mask.
 *
 * <p>They become tensors, which the reader of a graph refers to by names that no layer has.
 */
final class ConstantArguments {
  /** No name of a layer in Keras contains a slash. */
  private static final String PREFIX = "/constant ";

  private final String path;
  private final LoadProblems problems;
  private final Map<String, ConstantTensor> arrays = new HashMap<>();
  private final Map<String, Tensor> tensors = new HashMap<>();

  ConstantArguments(String path, LoadProblems problems) {
    this.path = path;
    this.problems = problems;
  }

  /** Returns a reference to a tensor in place of an array; any other argument unchanged. */
  Object replaced(Object argument) {
    if (!OperationArguments.isArray(argument)) {
      return argument;
    }
    Map<?, ?> object = (Map<?, ?>) argument;
    try {
      INDArray array = OperationArguments.array(object);
      if (array.rank() == 0) {
        throw new IllegalArgumentException("a call receives a number instead of an array");
      }
      String name = PREFIX + arrays.size();
      arrays.put(name, new ConstantTensor(Value.constant(array), OperationArguments.type(object)));
      return TensorReference.written(name);
    } catch (IllegalArgumentException e) {
      problems.refused(path, e);
      return null;
    }
  }

  /** Returns whether the key of a step, which ends in the layer's name, is that of a constant. */
  static boolean isKey(String key) {
    return key.contains(" " + PREFIX);
  }

  /**
   * Creates the constant tensors of a call.
   *
   * @param made finds the outputs of layers
   */
  void apply(LayerCallReader.WrittenCall call, Function<TensorReference, Optional<Tensor>> made) {
    List<TensorReference> values = new ArrayList<>(call.values());
    call.masks().values().stream().filter(Objects::nonNull).forEach(values::add);
    Optional<Tensor> beside =
        values.stream()
            .filter(reference -> !arrays.containsKey(reference.layer()))
            .map(made)
            .flatMap(Optional::stream)
            .findFirst();
    for (TensorReference reference : values) {
      ConstantTensor layer = arrays.get(reference.layer());
      if (layer != null && beside.isPresent()) {
        boolean pairs = reference.equals(call.attentionMask()) && layer.value().rank() == 2;
        ConstantTensor applied = pairs ? layer.withBatchAxis() : layer;
        tensors.computeIfAbsent(reference.layer(), any -> applied.apply(beside.get()));
      }
    }
  }

  /** Returns the tensor of a constant, if the reference is one. */
  Optional<Tensor> tensor(TensorReference reference) {
    return Optional.ofNullable(tensors.get(reference.layer()));
  }
}
