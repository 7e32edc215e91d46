package dev.braid.plots;

import java.util.Objects;
import java.util.Optional;

/**
 * One application of a layer in a picture.
 *
 * @param id unlike any other in the whole diagram, nested ones included
 * @param name the layer's name
 * @param type its class, such as {@code Dense}
 * @param activation such as {@code relu}; empty where there is none
 * @param inputShape such as {@code (None, 784)}; empty to leave the cell out
 * @param outputShape such as {@code (None, 10)}; empty to leave the cell out
 * @param note a remark in a row of its own, such as {@code shares weights with tower}; may be empty
 * @param inside what a nested model is made of
 */
public record Box(
    String id,
    String name,
    String type,
    String activation,
    String inputShape,
    String outputShape,
    String note,
    Optional<Diagram> inside) {

  public Box {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(inputShape, "inputShape");
    Objects.requireNonNull(outputShape, "outputShape");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(inside, "inside");
  }

  /** A layer without remark and without anything inside. */
  public static Box of(
      String id, String name, String type, String activation, String input, String output) {
    return new Box(id, name, type, activation, input, output, "", Optional.empty());
  }

  /** The same box with a remark. */
  public Box note(String remark) {
    return new Box(id, name, type, activation, inputShape, outputShape, remark, inside);
  }

  /** The same box with a model inside. */
  public Box inside(Diagram nested) {
    return new Box(id, name, type, activation, inputShape, outputShape, note, Optional.of(nested));
  }

  /** The same box with its inside hidden. */
  public Box closed() {
    return new Box(id, name, type, activation, inputShape, outputShape, note, Optional.empty());
  }

  /** What stands in the title, {@code name (Class)}. */
  public String title() {
    return type.isEmpty() ? name : name + " (" + type + ")";
  }
}
