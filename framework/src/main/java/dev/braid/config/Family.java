package dev.braid.config;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All kinds of one concept by the names that Keras has for them, to read what Keras wrote.
 *
 * @param <T> the concept, such as a loss
 */
public final class Family<T> {
  private final String concept;
  private final Map<String, Function<Config, ? extends T>> readers = new LinkedHashMap<>();
  private final Map<String, String> classNames = new LinkedHashMap<>();

  /**
   * A family without members.
   *
   * @param concept what its members are, as messages say it: {@code loss}
   */
  public Family(String concept) {
    this.concept = concept;
  }

  /** Adds a kind under its class name, that name in snake case, and further names. */
  public Family<T> add(
      String className, Function<Config, ? extends T> reader, String... furtherNames) {
    readers.put(className, reader);
    classNames.put(className, className);
    classNames.put(SnakeCase.of(className), className);
    for (String name : furtherNames) {
      classNames.put(name, className);
    }
    return this;
  }

  /** The class names, in the order they were added. */
  public List<String> classes() {
    return List.copyOf(readers.keySet());
  }

  /** All names that one of the classes goes by. */
  public Set<String> names(String className) {
    return classNames.entrySet().stream()
        .filter(entry -> entry.getValue().equals(className))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Makes what Keras wrote as a name, or as an object with a class name and a configuration. */
  public T read(Object written) {
    if (written instanceof String name) {
      return make(name, new Config());
    }
    if (written instanceof Map<?, ?> map && map.get("class_name") instanceof String className) {
      Object config = map.get("config");
      if (className.equals("function") && config instanceof String name) {
        return make(name, new Config());
      }
      return make(className, config instanceof Map<?, ?> m ? Config.fromMap(m) : new Config());
    }
    throw refused(String.valueOf(written), "a name or an object with class_name and config");
  }

  private T make(String name, Config config) {
    String className = classNames.get(name);
    if (className == null) {
      throw refused(name, "one of " + String.join(", ", readers.keySet()));
    }
    return readers.get(className).apply(config);
  }

  private StructureException refused(String received, String expected) {
    String fix =
        Nearest.to(received, new ArrayList<>(classNames.keySet()))
            .map(name -> "Did you mean \"" + name + "\"?")
            .orElse("");
    return StructureException.of(
        "There is no such " + concept,
        new Problem("option", concept, expected, "received \"" + received + "\"", fix));
  }
}
