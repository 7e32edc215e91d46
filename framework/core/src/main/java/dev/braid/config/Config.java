package dev.braid.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration in Keras' form: an ordered map of names to numbers, texts, flags, lists, nested
 * maps and null.
 *
 * <p>Reading is strict: an absent name gives the default that the caller states, a value of another
 * kind gives an {@link IllegalArgumentException} that names the option. Objects are created by the
 * reader of the file that contains the configuration, which includes the classes that the program
 * registered; a configuration outside a file uses the reader of built-in classes.
 */
public final class Config {
  private static final long ANY_SIZE = -1;

  private final Map<String, @Nullable Object> values;

  /** Null for the reader of built-in classes. */
  private final @Nullable ObjectReader reader;

  public Config() {
    this(new LinkedHashMap<>(), null);
  }

  private Config(Map<String, @Nullable Object> values, @Nullable ObjectReader reader) {
    this.values = values;
    this.reader = reader;
  }

  public static Config fromMap(Map<?, ?> map) {
    return fromMap(map, null);
  }

  /** A configuration whose objects are created by a reader; null for that of built-in classes. */
  public static Config fromMap(Map<?, ?> map, @Nullable ObjectReader reader) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return new Config(copy, reader);
  }

  /** The configuration of Keras' object; an empty one for a name. */
  public static Config ofObject(Object written, ObjectReader reader) {
    return written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> options
        ? fromMap(options, reader)
        : fromMap(Map.of(), reader);
  }

  /** Puts a value; a {@link Configured} one is written as Keras' object. */
  public Config put(String name, @Nullable Object value) {
    values.put(name, copied(value));
    return this;
  }

  /** Copies lists, and converts arrays to lists. */
  private static @Nullable Object copied(@Nullable Object value) {
    if (value instanceof Config config) {
      return config.values;
    }
    if (value instanceof long[] numbers) {
      List<Object> list = new ArrayList<>();
      for (long number : numbers) {
        list.add(number);
      }
      return list;
    }
    if (value instanceof int[] numbers) {
      List<Object> list = new ArrayList<>();
      for (int number : numbers) {
        list.add(number);
      }
      return list;
    }
    if (value instanceof double[] numbers) {
      List<Object> list = new ArrayList<>();
      for (double number : numbers) {
        list.add(number);
      }
      return list;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(item -> out.add(copied(item)));
      return out;
    }
    return value;
  }

  /** A value in Keras' form, without Java objects. */
  private static @Nullable Object written(
      @Nullable Object value, Function<? super Configured, Map<String, @Nullable Object>> writer) {
    if (value instanceof Configured object) {
      return writer.apply(object);
    }
    if (value instanceof List<?> list && list.stream().anyMatch(Config::containsObjects)) {
      List<Object> out = new ArrayList<>();
      list.forEach(item -> out.add(written(item, writer)));
      return out;
    }
    if (value instanceof Map<?, ?> map && map.values().stream().anyMatch(Config::containsObjects)) {
      Map<Object, Object> out = new LinkedHashMap<>();
      map.forEach((key, item) -> out.put(key, written(item, writer)));
      return out;
    }
    return value;
  }

  private static boolean containsObjects(@Nullable Object value) {
    return value instanceof Configured
        || value instanceof List<?> list && list.stream().anyMatch(Config::containsObjects)
        || value instanceof Map<?, ?> map
            && map.values().stream().anyMatch(Config::containsObjects);
  }

  /**
   * Keras' serialized object: the module of the class, its name and its configuration. A class that
   * Keras does not have is written under the name from {@link CustomNames}.
   */
  public static Map<String, @Nullable Object> object(Configured object) {
    if (object instanceof VerbatimObject verbatim) {
      return verbatim.written();
    }
    return object(object, object.config().map());
  }

  /** Keras' serialized object with an existing configuration. */
  public static Map<String, @Nullable Object> object(
      Configured object, Map<String, @Nullable Object> config) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("module", CustomNames.module(object));
    map.put("class_name", CustomNames.className(object));
    map.put("config", config);
    map.put("registered_name", CustomNames.registeredName(object));
    return map;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value as Keras writes it, or null. */
  public @Nullable Object get(String name) {
    return written(values.get(name), Config::object);
  }

  /** All values as Keras writes them. */
  public Map<String, @Nullable Object> map() {
    return map(Config::object);
  }

  /**
   * All values as Keras writes them.
   *
   * @param writer writes objects among the values
   */
  public Map<String, @Nullable Object> map(
      Function<? super Configured, Map<String, @Nullable Object>> writer) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, written(value, writer)));
    return Collections.unmodifiableMap(map);
  }

  /** Passes on all options with their values, in which objects are not written yet. */
  public void forEach(BiConsumer<String, ? super @Nullable Object> action) {
    values.forEach(action);
  }

  public int integer(String name, int otherwise) {
    long value = whole(name, otherwise);
    if (value != (int) value) {
      throw wrong(name, "an integer of at most 2147483647", value);
    }
    return (int) value;
  }

  public long whole(String name, long otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    return exact(name, "an integer", value, value);
  }

  public double number(String name, double otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(name, "a number", value);
  }

  public boolean flag(String name, boolean otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false", value);
  }

  public String text(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  /** A text; null if the option is absent. */
  public @Nullable String textOrNull(String name) {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a text", value);
  }

  /** Integers: a list, or one number for a list of one. */
  public long[] wholes(String name, long... otherwise) {
    Object value = get(name);
    if (value == null) {
      return otherwise;
    }
    List<?> all = value instanceof List<?> list ? list : List.of(value);
    return all.stream().mapToLong(item -> exact(name, "integers", item, value)).toArray();
  }

  /** The sizes of a shape; null, a size that may vary, becomes -1. */
  public long[] sizes(String name) {
    Object value = get(name);
    List<?> all = value instanceof List<?> || value == null ? list(name) : List.of(value);
    return all.stream()
        .mapToLong(item -> item == null ? ANY_SIZE : exact(name, "sizes", item, value))
        .toArray();
  }

  /** A number that is an integer of 64 bits; anything else is rejected. */
  private static long exact(String name, String expected, Object number, @Nullable Object value) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return ((Number) number).longValue();
    }
    if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    if ((number instanceof Double || number instanceof Float)
        && ((Number) number).doubleValue() == Math.rint(((Number) number).doubleValue())
        && Math.abs(((Number) number).doubleValue()) < 0x1p63) {
      return ((Number) number).longValue();
    }
    throw wrong(name, expected, value);
  }

  /** Numbers: a list, or one number for a list of one. */
  public double[] numbers(String name) {
    double[] numbers = numbersOrNull(name);
    if (numbers == null) {
      throw wrong(name, "numbers", null);
    }
    return numbers;
  }

  /** Numbers: a list, or one number for a list of one; null if the option is absent. */
  public double @Nullable [] numbersOrNull(String name) {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return new double[] {number.doubleValue()};
    }
    if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(item -> ((Number) item).doubleValue()).toArray();
    }
    throw wrong(name, "numbers", value);
  }

  /** A nested map. */
  public Optional<Config> nested(String name) {
    Object value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(fromMap(map, reader));
    }
    throw wrong(name, "an object", value);
  }

  public List<@Nullable Object> list(String name) {
    Object value = get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(new ArrayList<>(list));
    }
    throw wrong(name, "a list", value);
  }

  // ---- objects

  /**
   * Creates the object of an option.
   *
   * @param type its type, such as {@code Layer.class} or {@code Initializer.class}
   */
  public <T> T read(String name, Class<T> type) {
    T object = readOrNull(name, type);
    if (object == null) {
      throw wrong(name, "an object", null);
    }
    return object;
  }

  /** Creates the object of an option, or returns a default if it is absent or null. */
  public <T> T read(String name, Class<T> type, T otherwise) {
    T object = readOrNull(name, type);
    return object == null ? otherwise : object;
  }

  /** Creates the object of an option, or returns null if it is absent or null. */
  public <T> @Nullable T readOrNull(String name, Class<T> type) {
    Object written = get(name);
    return written == null ? null : reader().read(type, written);
  }

  /** Creates the objects of a list. */
  public <T> List<T> readAll(String name, Class<T> type) {
    List<T> all = new ArrayList<>();
    list(name).forEach(written -> all.add(reader().read(type, written)));
    return all;
  }

  private ObjectReader reader() {
    return reader == null ? ObjectReader.builtIn() : reader;
  }

  private static IllegalArgumentException wrong(
      String name, String expected, @Nullable Object value) {
    return new IllegalArgumentException(
        "\"" + name + "\" should be " + expected + ", but is " + value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Config config && map().equals(config.map());
  }

  @Override
  public int hashCode() {
    return map().hashCode();
  }

  @Override
  public String toString() {
    return map().toString();
  }
}
