package dev.braid.plots;

import java.util.List;
import java.util.Objects;

/**
 * One layer in a summary.
 *
 * @param name the layer's name
 * @param type its class, such as {@code Dense}
 * @param outputShape such as {@code (None, 10)}, or a list of such
 * @param params how many numbers its weights hold
 * @param connectedTo the layers it takes from, such as {@code dense[0][0]}
 * @param trainable whether training changes its weights; of no meaning without weights
 * @param level how many nested models it lies in
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
