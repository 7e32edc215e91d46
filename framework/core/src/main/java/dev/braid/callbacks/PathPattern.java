package dev.braid.callbacks;

import dev.braid.Logs;
import dev.braid.training.KerasNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with places for values, such as {@code run-{epoch:02d}-{val_loss:.2f}.keras}. */
final class PathPattern {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}:]+)(?::([^{}]*))?}");
  private static final Pattern WHOLE = Pattern.compile("(0?)(\\d*)d");
  private static final Pattern FIXED = Pattern.compile("\\.(\\d+)f");

  private final String text;

  PathPattern(String text) {
    this.text = text;
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String form = place.group(2) == null ? "" : place.group(2);
      if (!form.isEmpty() && !WHOLE.matcher(form).matches() && !FIXED.matcher(form).matches()) {
        throw Options.wrong(
            "modelCheckpoint", "places such as {epoch:02d} or {val_loss:.2f}", place.group());
      }
    }
  }

  /** The names of the logs that stand in the path. */
  List<String> logs() {
    List<String> names = new ArrayList<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!place.group(1).equals("epoch") && !place.group(1).equals("batch")) {
        names.add(place.group(1));
      }
    }
    return names;
  }

  boolean endsWith(String ending) {
    return text.endsWith(ending);
  }

  /** The path with its places filled: epochs and batches are counted from 1 as in Keras. */
  Path path(int epoch, int batch, Logs logs) {
    return Path.of(
        PLACE
            .matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(filled(place, epoch, batch, logs))));
  }

  private static String filled(MatchResult place, int epoch, int batch, Logs logs) {
    String form = place.group(2) == null ? "" : place.group(2);
    return switch (place.group(1)) {
      case "epoch" -> whole(form, epoch + 1);
      case "batch" -> whole(form, batch + 1);
      default -> number(form, logs.has(place.group(1)) ? logs.get(place.group(1)) : Double.NaN);
    };
  }

  private static String whole(String form, int value) {
    Matcher matcher = WHOLE.matcher(form);
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
