package dev.braid.internal.saving.architecture;

import dev.braid.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The source of a Java class for a layer of an unknown class, to be completed by the user. */
final class LayerSkeleton {
  /** The number of options of a class. */
  private static final int MOST = 20;

  private static final int LONGEST = 60;

  /** Options that all layers have. */
  private static final Set<String> COMMON = Set.of("name", "trainable", "dtype", "autocast");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The keywords of Java that Python's options may be named like. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for goto if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static strictfp super switch synchronized this throw throws"
                  + " transient try void volatile while true false null config")
              .split(" "));

  private static final String METHODS =
      """
        @Override public List<Spec> outputs(List<Spec> inputs) {
          return List.of(only(inputs)); // the shape of the result
        }

        // override weights(…) if the Python class adds weights

        @Override public Value call(LayerCall call, List<Value> inputs) {
          return inputs.get(0); // what the Python method call computes
        }

      """;

  private final String className;
  private final Map<String, Object> options = new LinkedHashMap<>();

  /**
   * Creates the skeleton of a class.
   *
   * @param className the class name in the file, which need not be a name in Java
   * @param config its configuration in the file
   */
  LayerSkeleton(String className, Config config) {
    this.className = isName(className) ? className : "Custom";
    config
        .map()
        .forEach(
            (key, value) -> {
              boolean unset = key.equals("activity_regularizer") && value == null;
              if (!unset && !COMMON.contains(key) && isName(field(key)) && options.size() < MOST) {
                options.put(key, value);
              }
            });
  }

  private static boolean isName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }

  /** Returns the expression that creates the layer from a configuration. */
  String creation() {
    return options.isEmpty() ? "config -> new " + className + "()" : className + "::new";
  }

  /** Returns the names of the options in the file. */
  List<String> options() {
    return List.copyOf(options.keySet());
  }

  /** Converts snake case to camel case. */
  private static String field(String key) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (char c : key.toCharArray()) {
      if (c == '_') {
        upper = name.length() > 0;
      } else {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    String text = name.toString();
    return KEYWORDS.contains(text) ? text + "_" : text;
  }

  /** Returns the source, each line indented. */
  String source() {
    StringBuilder text = new StringBuilder();
    text.append("final class ").append(className);
    text.append(" extends CustomLayer<").append(className).append("> {\n");
    options.forEach(
        (key, value) ->
            text.append("  private final ")
                .append(type(value).java())
                .append(' ')
                .append(field(key))
                .append(";\n"));
    if (!options.isEmpty()) {
      text.append("\n  ").append(className).append("(Config config) {\n");
      options.forEach(
          (key, value) ->
              text.append("    ")
                  .append(field(key))
                  .append(" = config.")
                  .append(type(value).method().formatted(key))
                  .append(";\n"));
      text.append("  }\n\n");
    }
    text.append(METHODS);
    text.append("  @Override protected void describe(Config config) {");
    text.append(options.isEmpty() ? "" : "\n");
    options.forEach(
        (key, value) ->
            text.append("    config.put(\"")
                .append(key)
                .append("\", ")
                .append(field(key))
                .append(");\n"));
    text.append(options.isEmpty() ? "}\n}" : "  }\n}");
    return text.toString().lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  /**
   * The type of an option.
   *
   * @param java the Java type
   * @param method the call that reads it from a configuration
   */
  private record OptionType(String java, String method) {}

  private static OptionType type(Object value) {
    if (value instanceof Boolean flag) {
      return new OptionType("boolean", "flag(\"%s\", " + flag + ")");
    }
    if (value instanceof Integer || value instanceof Long) {
      return new OptionType("long", "whole(\"%s\", " + value + ")");
    }
    if (value instanceof Number) {
      return new OptionType("double", "number(\"%s\", " + value + ")");
    }
    if (value instanceof String) {
      return new OptionType("String", "text(\"%s\", \"\")");
    }
    if (value instanceof List<?> list) {
      if (list.stream().allMatch(item -> item instanceof Integer || item instanceof Long)) {
        return new OptionType("long[]", "wholes(\"%s\")");
      }
      return list.stream().allMatch(Number.class::isInstance)
          ? new OptionType("double[]", "numbers(\"%s\")")
          : new OptionType("List<Object>", "list(\"%s\")");
    }
    return object(value);
  }

  private static OptionType object(Object value) {
    String module =
        value instanceof Map<?, ?> object && object.get("class_name") != null
            ? String.valueOf(object.get("module"))
            : "";
    String type =
        module.startsWith("keras.initializers")
            ? "Initializer"
            : module.startsWith("keras.regularizers")
                ? "Regularizer"
                : module.startsWith("keras.constraints")
                    ? "Constraint"
                    : module.startsWith("keras.layers") ? "Layer" : "";
    return type.isEmpty()
        ? new OptionType("Object", "get(\"%s\")")
        : new OptionType(type, "read(\"%s\", " + type + ".class)");
  }
}
