package dev.braid;

/** What a name may look like. */
final class Naming {
  private Naming() {}

  static void check(String name) {
    if (name == null || name.isBlank() || name.contains("/")) {
      throw StructureException.of(
          "A name does not fit",
          new Problem(
              "layer-option",
              "name",
              "a text without \"/\"",
              "received " + (name == null ? "null" : "\"" + name + "\""),
              "Weight paths use the slash to part the layer's name from the weight's."));
    }
  }
}
