package dev.braid.internal.plots;

import java.util.Objects;
import java.util.Optional;

/**
 * A box of a diagram: one application of a layer.
 *
 * @param id the id, unique in the whole diagram including nested ones
 * @param name the layer's name
 * @param type its class, such as {@code Dense}
 * @param activation such as {@code relu}; empty without activation
 * @param inputShape such as {@code (None, 784)}; empty to leave the cell out
 * @param outputShape such as {@code (None, 10)}; empty to leave the cell out
 * @param note a remark in a separate row, such as {@code shares weights with tower}; may be empty
 * @param inside the diagram of a nested model
 */
public record DiagramBox(
    String id,
    String name,
    String type,
    String activation,
    String inputShape,
    String outputShape,
    String note,
    Optional<Diagram> inside) {

  public DiagramBox {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(inputShape, "inputShape");
    Objects.requireNonNull(outputShape, "outputShape");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(inside, "inside");
  }

  /** Creates a box without note and nested model. */
  public static DiagramBox of(
      String id, String name, String type, String activation, String input, String output) {
    return new DiagramBox(id, name, type, activation, input, output, "", Optional.empty());
  }

  /** Returns a copy with a note. */
  public DiagramBox note(String remark) {
    return new DiagramBox(id, name, type, activation, inputShape, outputShape, remark, inside);
  }

  /** Returns a copy with a nested model. */
  public DiagramBox inside(Diagram nested) {
    return new DiagramBox(
        id, name, type, activation, inputShape, outputShape, note, Optional.of(nested));
  }

  /** Returns a copy without its nested model. */
  public DiagramBox collapsed() {
    return new DiagramBox(
        id, name, type, activation, inputShape, outputShape, note, Optional.empty());
  }

  /** Returns the title, {@code name (Class)}. */
  public String title() {
    return type.isEmpty() ? name : name + " (" + type + ")";
  }
}
