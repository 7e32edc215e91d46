package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import dev.braid.internal.text.KerasNumber;
import dev.braid.internal.text.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats the scores of a progress line.
 *
 * <p>A model with one output reads as in Keras: {@code - accuracy: 0.9375 - loss: 0.2141}. With
 * several, the scores of an output are grouped: {@code - loss: 0.9 - label (accuracy: 0.9, loss:
 * 0.2)}.
 */
final class ScoreText {
  private final LogNames names;

  ScoreText(LogNames names) {
    this.names = names;
  }

  private record Group(String set, String output) {
    String title() {
      return set.isEmpty() ? output : set + '_' + output;
    }
  }

  String text(Logs logs) {
    Map<Group, List<String>> groups = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> log : logs.map().entrySet()) {
      String number = KerasNumber.of(log.getValue());
      LogName name = names.of(log.getKey());
      if (name.output().isEmpty()) {
        text.append(" - ").append(PrintableText.line(log.getKey())).append(": ").append(number);
      } else {
        groups
            .computeIfAbsent(new Group(name.set(), name.output()), g -> new ArrayList<>())
            .add(PrintableText.line(name.score()) + ": " + number);
      }
    }
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(inOrder()))
        .forEach(
            group ->
                text.append(" - ")
                    .append(PrintableText.line(group.getKey().title()))
                    .append(
                        group.getValue().stream().collect(Collectors.joining(", ", " (", ")"))));
    return text.toString();
  }

  // training before validation, each in the model's order of outputs
  private Comparator<Group> inOrder() {
    return Comparator.comparing((Group group) -> names.sets().indexOf(group.set()))
        .thenComparing(group -> names.outputs().indexOf(group.output()));
  }
}
