package dev.braid.internal.plots;

import java.util.List;
import java.util.Objects;

/**
 * The row of a layer in a summary.
 *
 * @param name the layer's name
 * @param type its class, such as {@code Dense}
 * @param outputShape such as {@code (None, 10)}, or a list of shapes
 * @param params the number of its parameters
 * @param connectedTo its input tensors, such as {@code dense[0][0]}
 * @param trainable whether its weights are trainable; meaningless without weights
 * @param level the nesting depth
 */
public record SummaryRow(
    String name,
    String type,
    String outputShape,
    long params,
    List<String> connectedTo,
    boolean trainable,
    int level) {

  public SummaryRow {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(outputShape, "outputShape");
    connectedTo = List.copyOf(connectedTo);
  }
}
