package dev.braid.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes values of a JSON document at one to three positions, reproducibly. */
final class JsonMutation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final int EDITS = 3;
  private static final int DEEP = 150;
  private static final int COPIES = 2000;

  private final Random random;
  private final List<Place> places = new ArrayList<>();

  /** The position of a value: in an object under a name, or in an array. */
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

  private JsonMutation(Random random) {
    this.random = random;
  }

  static byte[] apply(byte[] document, Random random) throws IOException {
    JsonNode tree = JSON.readTree(document);
    for (int edits = 1 + random.nextInt(EDITS); edits > 0; edits--) {
      JsonMutation mutation = new JsonMutation(random);
      mutation.collect(tree);
      if (!mutation.places.isEmpty()) {
        mutation.once();
      }
    }
    return JSON.writeValueAsBytes(tree);
  }

  /** Changes one number, usually a size. */
  static byte[] size(byte[] document, Random random) throws IOException {
    JsonNode tree = JSON.readTree(document);
    JsonMutation mutation = new JsonMutation(random);
    mutation.collect(tree);
    mutation.number().set(mutation.size());
    return JSON.writeValueAsBytes(tree);
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

  /** A random number of the document, usually a size. */
  private Place number() {
    for (int i = 0; i < 100; i++) {
      Place place = any();
      if (place.value().isNumber()) {
        return place;
      }
    }
    return any();
  }

  private void once() {
    switch (random.nextInt(8)) {
      case 0 -> any().remove();
      case 1 -> any().set(any().value().deepCopy());
      case 2 -> any().set(MAKE.textNode(text()));
      case 3 -> repeat(any());
      case 4, 5 -> number().set(size());
      default -> any().set(odd());
    }
  }

  /** A text from elsewhere in the document, such as another layer's name, which creates cycles. */
  private String text() {
    for (int i = 0; i < 50; i++) {
      JsonNode value = any().value();
      if (value.isTextual()) {
        return value.textValue();
      }
    }
    return "?";
  }

  private void repeat(Place place) {
    int copies = random.nextInt(10) == 0 ? COPIES : 1;
    ArrayNode into = place.parent() instanceof ArrayNode array ? array : MAKE.arrayNode();
    JsonNode value = place.value();
    for (int i = 0; i < copies; i++) {
      into.add(value.deepCopy());
    }
    if (into != place.parent()) {
      place.set(into);
    }
  }

  private JsonNode size() {
    return switch (random.nextInt(8)) {
      case 0 -> MAKE.numberNode(0);
      case 1 -> MAKE.numberNode(-1);
      case 2 -> MAKE.numberNode(Integer.MAX_VALUE);
      case 3 -> MAKE.numberNode(Long.MAX_VALUE);
      case 4 -> MAKE.numberNode(1_000_000_000_000L);
      case 5 -> MAKE.numberNode(1 + random.nextInt(1_000_000));
      case 6 -> MAKE.numberNode(new BigInteger("9".repeat(300)));
      default -> MAKE.numberNode(1 + random.nextInt(9));
    };
  }

  private JsonNode odd() {
    return switch (random.nextInt(10)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.booleanNode(random.nextBoolean());
      case 2 -> MAKE.numberNode(1e308);
      case 3 -> MAKE.numberNode(0.5);
      case 4 -> MAKE.textNode("");
      case 5 -> MAKE.textNode("../".repeat(random.nextInt(10) == 0 ? 10_000 : 10));
      case 6 -> MAKE.arrayNode();
      case 7 -> MAKE.objectNode();
      case 8 -> size();
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
