package dev.braid.training.progress;

import dev.braid.Logs;
import dev.braid.training.KerasNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Words the scores of a progress line.
 *
 * <p>A model with one output reads as in Keras: {@code - accuracy: 0.9375 - loss: 0.2141}. With
 * several, what belongs to an output stands together: {@code - loss: 0.9 - label (accuracy: 0.9,
 * loss: 0.2)}.
 */
final class Scores {
  private final List<String> outputs;

  Scores(List<String> outputs) {
    this.outputs = outputs.size() > 1 ? outputs : List.of();
  }

  String text(Logs logs) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> log : logs.map().entrySet()) {
      String number = KerasNumber.of(log.getValue());
      Part part = part(log.getKey());
      if (part.group().isEmpty()) {
        text.append(" - ").append(log.getKey()).append(": ").append(number);
      } else {
        groups
            .computeIfAbsent(part.group(), g -> new ArrayList<>())
            .add(part.log() + ": " + number);
      }
    }
    inOrder(groups)
        .forEach(
            group ->
                text.append(" - ")
                    .append(group)
                    .append(
                        groups.get(group).stream().collect(Collectors.joining(", ", " (", ")"))));
    return text.toString();
  }

  // Training before validation, each in the model's order of outputs.
  private List<String> inOrder(Map<String, List<String>> groups) {
    return groups.keySet().stream()
        .sorted(
            Comparator.comparing((String group) -> !outputs.contains(group))
                .thenComparing(group -> outputs.indexOf(owner(group))))
        .toList();
  }

  private String owner(String group) {
    return outputs.contains(group) ? group : group.substring(group.indexOf('_') + 1);
  }

  private record Part(String group, String log) {}

  // The longest output name that fits wins: "label_2_loss" is of "label_2", not of "label".
  private Part part(String log) {
    Part best = new Part("", log);
    for (String output : outputs) {
      int at = log.startsWith(output + "_") ? 0 : log.indexOf("_" + output + "_") + 1;
      boolean found = log.startsWith(output + "_") || at > 0;
      int end = at + output.length();
      if (found && end - at > owner(best.group()).length()) {
        best = new Part(log.substring(0, end), log.substring(end + 1));
      }
    }
    return best;
  }
}
