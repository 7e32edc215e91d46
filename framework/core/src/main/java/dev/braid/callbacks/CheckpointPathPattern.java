package dev.braid.callbacks;

import dev.braid.Logs;
import dev.braid.internal.text.KerasNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with placeholders for values, such as {@code run-{epoch:02d}-{val_loss:.2f}.keras}. */
final class CheckpointPathPattern {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}:]+)(?::([^{}]*))?}");
  private static final Pattern INTEGER = Pattern.compile("(0?)(\\d*)d");
  private static final Pattern FIXED = Pattern.compile("\\.(\\d+)f");

  private final String text;

  CheckpointPathPattern(String text) {
    this.text = text;
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      String form = placeholder.group(2) == null ? "" : placeholder.group(2);
      if (!form.isEmpty() && !INTEGER.matcher(form).matches() && !FIXED.matcher(form).matches()) {
        throw CallbackOptions.wrong(
            "modelCheckpoint",
            "placeholders such as {epoch:02d} or {val_loss:.2f}",
            placeholder.group());
      }
    }
  }

  /** Returns the names of the logs in the path. */
  List<String> logs() {
    List<String> names = new ArrayList<>();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      if (!placeholder.group(1).equals("epoch") && !placeholder.group(1).equals("batch")) {
        names.add(placeholder.group(1));
      }
    }
    return names;
  }

  boolean endsWith(String ending) {
    return text.endsWith(ending);
  }

  /**
   * Returns the path with its placeholders replaced: epochs and batches are counted from 1 as in
   * Keras.
   */
  Path path(int epoch, int batch, Logs logs) {
    return Path.of(
        PLACEHOLDER
            .matcher(text)
            .replaceAll(
                placeholder -> Matcher.quoteReplacement(filled(placeholder, epoch, batch, logs))));
  }

  private static String filled(MatchResult placeholder, int epoch, int batch, Logs logs) {
    String form = placeholder.group(2) == null ? "" : placeholder.group(2);
    return switch (placeholder.group(1)) {
      case "epoch" -> integer(form, epoch + 1);
      case "batch" -> integer(form, batch + 1);
      default ->
          number(
              form, logs.has(placeholder.group(1)) ? logs.get(placeholder.group(1)) : Double.NaN);
    };
  }

  private static String integer(String form, int value) {
    Matcher matcher = INTEGER.matcher(form);
    if (!matcher.matches()) {
      return number(form, value);
    }
    String digits = Integer.toString(value);
    int width = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
    String fill = matcher.group(1).isEmpty() ? " " : "0";
    return fill.repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String number(String form, double value) {
    Matcher matcher = FIXED.matcher(form);
    if (matcher.matches()) {
      return KerasNumber.fixed(value, Integer.parseInt(matcher.group(1)));
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return text;
  }
}
