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
 * All kinds of one concept by the names that Keras has for them, to read what Keras wrote.
 *
 * @param <T> the concept, such as a loss
 */
public final class Family<T> {
  private final Class<T> type;
  private final String concept;
  private final Map<String, Function<Config, ? extends T>> readers = new LinkedHashMap<>();
  private final Map<String, String> classNames = new LinkedHashMap<>();

  /**
   * A family without members.
   *
   * @param type what its members are
   * @param concept the same as messages say it: {@code loss}
   */
  public Family(Class<T> type, String concept) {
    this.type = type;
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

  /** Makes a member that Braid has from what Keras wrote. */
  public T read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Makes what Keras wrote as a name, or as an object with a class name and a configuration.
   *
   * @param reader asked first for a registered class; makes the objects inside the configuration
   */
  public T read(Object written, ObjectReader reader) {
    return find(written, reader).orElseThrow(() -> unknown(written, reader));
  }

  /** As {@link #read(Object, ObjectReader)}, but empty where nobody knows what was written. */
  public Optional<T> find(Object written, ObjectReader reader) {
    return reader
        .readRegistered(type, written)
        .or(() -> knows(written) ? Optional.of(make(written, reader)) : Optional.empty());
  }

  private T make(Object written, ObjectReader reader) {
    return readers.get(classNames.get(nameOf(written))).apply(Config.ofObject(written, reader));
  }

  /** Whether Keras' own class of this name was written; a custom one may be called alike. */
  public boolean knows(Object written) {
    return classNames.containsKey(nameOf(written))
        && !(written instanceof Map<?, ?> object
            && CustomNames.isCustom(object.get("registered_name")));
  }

  /**
   * The name in what Keras wrote: the name that it was registered under, that of its class, or that
   * of a function; empty where there is none.
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
    return CustomNames.isCustom(object.get("registered_name"))
        ? (String) object.get("registered_name")
        : className;
  }

  /** The exception for what nobody knows. */
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
        "There is no such " + concept,
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
