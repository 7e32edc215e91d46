package dev.braid.internal.config;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.config.CustomNames;
import dev.braid.config.ObjectReader;
import dev.braid.internal.text.Nearest;
import dev.braid.internal.text.SnakeCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All classes of one concept by Keras' names, to read Keras' form.
 *
 * @param <T> the concept, such as a loss
 */
public final class Family<T> {
  private final Class<T> type;
  private final String concept;
  private final Map<String, Function<Config, ? extends T>> readers = new LinkedHashMap<>();
  private final Map<String, String> classNames = new LinkedHashMap<>();

  /**
   * Creates an empty family.
   *
   * @param type the type of its members
   * @param concept the concept's name in messages, such as {@code loss}
   */
  public Family(Class<T> type, String concept) {
    this.type = type;
    this.concept = concept;
  }

  /** Adds a class by its class name, that name in snake case, and further names. */
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

  /** All names of a class. */
  public Set<String> names(String className) {
    return classNames.entrySet().stream()
        .filter(entry -> entry.getValue().equals(className))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Creates a built-in member from Keras' form. */
  public T read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates a member from a name, or from an object with a class name and a configuration.
   *
   * @param reader provides registered classes first, and the objects inside the configuration
   */
  public T read(Object written, ObjectReader reader) {
    return find(written, reader).orElseThrow(() -> unknown(written, reader));
  }

  /**
   * Does the same as {@link #read(Object, ObjectReader)}, but returns empty for an unknown name.
   */
  public Optional<T> find(Object written, ObjectReader reader) {
    return reader.readRegistered(type, written).or(() -> builtIn(written, reader));
  }

  private Optional<T> builtIn(Object written, ObjectReader reader) {
    Function<Config, ? extends T> maker =
        supports(written) ? readers.get(classNames.get(nameOf(written))) : null;
    return maker == null
        ? Optional.empty()
        : Optional.of(maker.apply(Config.ofObject(written, reader)));
  }

  /**
   * Whether a value in Keras' form names a built-in class; a custom class may have the same name.
   */
  public boolean supports(Object written) {
    return classNames.containsKey(nameOf(written))
        && !(written instanceof Map<?, ?> object
            && CustomNames.isCustom(object.get("registered_name")));
  }

  /**
   * The name in Keras' form: the registered name, the class name, or that of a function; empty if
   * it has none.
   */
  public static String nameOf(Object written) {
    if (written instanceof String name) {
      return name;
    }
    if (!(written instanceof Map<?, ?> object)
        || !(object.get("class_name") instanceof String className)) {
      return "";
    }
    if (className.equals("function") && object.get("config") instanceof String function) {
      return function;
    }
    return object.get("registered_name") instanceof String name && CustomNames.isCustom(name)
        ? name
        : className;
  }

  /** The exception for an unknown name. */
  public StructureException unknown(Object written, ObjectReader reader) {
    String name = nameOf(written);
    String fix =
        CustomNames.isCustom(name)
            ? ""
            : Nearest.to(name, new ArrayList<>(classNames.keySet()))
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("");
    String advice = name.isEmpty() ? "" : reader.adviceOn(concept, name);
    return StructureException.of(
        "Unknown " + concept,
        new Problem(
            "option",
            concept,
            name.isEmpty()
                ? "a name or an object with class_name and config"
                : "one of " + String.join(", ", readers.keySet()),
            "received \"" + (name.isEmpty() ? written : name) + "\"",
            fix + (fix.isEmpty() || advice.isEmpty() ? "" : " ") + advice));
  }
}
