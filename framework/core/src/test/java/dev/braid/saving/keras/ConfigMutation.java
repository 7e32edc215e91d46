package dev.braid.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages a JSON document in one place, reproducibly. */
final class ConfigMutation {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final int DEEP = 150;

  private final Random random;
  private final List<Place> places = new ArrayList<>();

  /** The place of a value: a field of an object or an element of an array. */
  private record Place(JsonNode parent, String name, int index) {
    JsonNode value() {
      return parent instanceof ObjectNode ? parent.get(name) : parent.get(index);
    }

    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void remove() {
      if (parent instanceof ObjectNode object) {
        object.remove(name);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }
  }

  private ConfigMutation(Random random) {
    this.random = random;
  }

  static String apply(JsonNode document, Random random) {
    ConfigMutation mutation = new ConfigMutation(random);
    mutation.collect(document);
    return mutation.once();
  }

  private void collect(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                places.add(new Place(node, entry.getKey(), -1));
                collect(entry.getValue());
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(node, null, i));
        collect(array.get(i));
      }
    }
  }

  private Place any() {
    return places.get(random.nextInt(places.size()));
  }

  /** Changes one place and returns a description. */
  private String once() {
    Place place = any();
    String where = (place.name() == null ? "[" + place.index() + "]" : place.name()) + ": ";
    switch (random.nextInt(6)) {
      case 0 -> {
        place.remove();
        return where + "removed";
      }
      case 1 -> {
        JsonNode other = any().value().deepCopy();
        place.set(other);
        return where + "another value of the document";
      }
      case 2 -> {
        String other = otherText();
        place.set(MAKE.textNode(other));
        return where + "the text " + other;
      }
      case 3 -> {
        if (place.parent() instanceof ArrayNode array) {
          array.add(place.value().deepCopy());
        } else {
          place.set(MAKE.arrayNode().add(place.value().deepCopy()));
        }
        return where + "doubled";
      }
      default -> {
        JsonNode odd = odd();
        place.set(odd);
        String text = odd.toString();
        return where + text.substring(0, Math.min(40, text.length()));
      }
    }
  }

  /** Returns a string from another place, such as another layer's name, which creates cycles. */
  private String otherText() {
    for (int i = 0; i < 50; i++) {
      JsonNode value = any().value();
      if (value.isTextual()) {
        return value.textValue();
      }
    }
    return "?";
  }

  private JsonNode odd() {
    return switch (random.nextInt(14)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.booleanNode(random.nextBoolean());
      case 2 -> MAKE.numberNode(0);
      case 3 -> MAKE.numberNode(-1);
      case 4 -> MAKE.numberNode(Integer.MAX_VALUE);
      case 5 -> MAKE.numberNode(Long.MAX_VALUE);
      case 6 -> MAKE.numberNode(new BigInteger("9".repeat(300)));
      case 7 -> MAKE.numberNode(1e308);
      case 8 -> MAKE.numberNode(Double.NaN);
      case 9 -> MAKE.textNode("");
      case 10 -> MAKE.textNode("../".repeat(100));
      case 11 -> MAKE.arrayNode();
      case 12 -> MAKE.objectNode();
      default -> deep();
    };
  }

  private static JsonNode deep() {
    JsonNode inner = MAKE.arrayNode();
    for (int i = 0; i < DEEP; i++) {
      inner = MAKE.arrayNode().add(inner);
    }
    return inner;
  }
}
