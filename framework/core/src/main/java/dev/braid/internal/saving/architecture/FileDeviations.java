package dev.braid.internal.saving.architecture;

import dev.braid.config.Configured;
import dev.braid.notices.Notices;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what a model from a file does differently from Keras, for one notice of each kind. */
public final class FileDeviations {
  /** The number of layers, or of options, that a notice lists. */
  private static final int MOST = 3;

  private final Map<String, Set<String>> policies = new LinkedHashMap<>();
  private final Map<String, Set<String>> options = new LinkedHashMap<>();
  private final Set<String> optionalInputs = new LinkedHashSet<>();

  /** Adds an input that Python may leave out. */
  void optionalInput(String layer) {
    optionalInputs.add(layer);
  }

  /** Adds a layer that Keras computes in another type than float32. */
  void policy(String name, String layer) {
    policies.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(layer);
  }

  /**
   * Adds an option of an unknown class.
   *
   * @param type its type, such as {@code Regularizer.class}
   */
  void option(Class<?> type, Configured option, String layer) {
    String concept = type.getSimpleName().toLowerCase(Locale.ROOT);
    options
        .computeIfAbsent(concept + "(\"" + option.className() + '"', any -> new LinkedHashSet<>())
        .add(layer);
  }

  /** Shows the notices. */
  public void show(String file) {
    if (!policies.isEmpty()) {
      Notices.show(
          "file-precision",
          '"'
              + file
              + "\" is computed in float32, but in Python with the policy "
              + policies.entrySet().stream()
                  .map(policy -> '"' + policy.getKey() + "\" for " + layers(policy.getValue()))
                  .collect(Collectors.joining(", "))
              + ". Expect predictions to differ by the rounding of that type.");
    }
    if (!optionalInputs.isEmpty()) {
      Notices.show(
          "file-optional-input",
          '"'
              + file
              + "\" has inputs that Python may leave out: "
              + layers(optionalInputs)
              + ". Pass data for them, since Braid requires data for every input.");
    }
    if (!options.isEmpty()) {
      Notices.show(
          "file-unknown-option",
          '"'
              + file
              + "\" is opened without the effect of "
              + options.entrySet().stream()
                  .limit(MOST)
                  .map(
                      option ->
                          "the "
                              + option.getKey().replace("(", " ")
                              + " of "
                              + layers(option.getValue()))
                  .collect(Collectors.joining(", "))
              + more(options.size())
              + ", which changes training. Open it with Model.load(path, Registry.empty()."
              + options.keySet().stream()
                  .limit(MOST)
                  .map(option -> option + ", config -> …)")
                  .collect(Collectors.joining("."))
              + ").");
    }
  }

  private static String layers(Set<String> paths) {
    List<String> first = paths.stream().limit(MOST).map(path -> '"' + path + '"').toList();
    return String.join(", ", first) + more(paths.size());
  }

  private static String more(int count) {
    return count > MOST ? " and " + (count - MOST) + " more" : "";
  }
}
