package dev.braid.internal.logs;

import java.util.Objects;

/**
 * The name of a value in the logs, and what it measures.
 *
 * @param set the samples: empty for training, {@code val} for the usual validation set, {@code
 *     val_night} for one named {@code night}
 * @param output the output that it belongs to; empty for the whole model
 * @param score the score, such as {@code loss} or {@code accuracy}
 * @param direction the direction in which it improves
 */
public record LogName(String set, String output, String score, ScoreDirection direction) {
  /** The prefix of every validation set. */
  public static final String VALIDATION = "val";

  public LogName {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(direction, "direction");
  }

  /** A value measured in training. */
  public static LogName training(String output, String score, ScoreDirection direction) {
    return new LogName("", output, score, direction);
  }

  /** The prefix of a validation set's logs; the usual set has no name. */
  public static String set(String name) {
    return name.isEmpty() ? VALIDATION : VALIDATION + '_' + name;
  }

  /** The name as Keras writes it, such as {@code val_digit_accuracy}. */
  public String name() {
    return joined(set, base());
  }

  /** The name without the validation set, such as {@code digit_accuracy}. */
  public String base() {
    return joined(output, score);
  }

  /** A set of samples in words, such as {@code validation night}. */
  public static String samples(String set) {
    if (set.isEmpty()) {
      return "training";
    }
    return set.equals(VALIDATION) ? "validation" : "validation " + title(set);
  }

  LogName on(String validation) {
    return new LogName(validation, output, score, direction);
  }

  /** Describes what is measured. */
  String told() {
    String of = output.isEmpty() ? "" : " of the output \"" + output + '"';
    if (set.isEmpty()) {
      return '"' + score + '"' + of;
    }
    String named = set.equals(VALIDATION) ? "" : " \"" + title(set) + '"';
    return '"' + score + '"' + of + " on the validation data" + named;
  }

  /** The name of a validation set, given its logs' prefix: empty for the usual one. */
  public static String title(String set) {
    if (set.equals(VALIDATION)) {
      return "";
    }
    return set.startsWith(VALIDATION + '_') ? set.substring(VALIDATION.length() + 1) : set;
  }

  private static String joined(String prefix, String rest) {
    return prefix.isEmpty() ? rest : prefix + '_' + rest;
  }
}
