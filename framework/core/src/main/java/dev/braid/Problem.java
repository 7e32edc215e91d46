package dev.braid;

import dev.braid.internal.text.PrintableText;
import java.util.Objects;

/**
 * One thing that is wrong with a graph, an option or the data.
 *
 * @param id the rule that was broken, such as {@code missing-input}: a heading of the errors guide
 * @param name the input, output, layer or option it is about
 * @param expected what would have fitted; empty where that is plain from {@code received}
 * @param received what came
 * @param fix how to mend it; empty where nothing surely right can be said
 */
public record Problem(String id, String name, String expected, String received, String fix) {
  public Problem {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(received, "received");
    Objects.requireNonNull(fix, "fix");
  }

  /** A problem in one sentence, without separate texts for expected and received. */
  public static Problem of(String id, String name, String sentence) {
    return new Problem(id, name, "", sentence, "");
  }

  /** The same problem with advice. */
  public Problem fix(String advice) {
    return new Problem(id, name, expected, received, advice);
  }

  /** What a person reads: name, expected, received, fix. */
  public String message() {
    StringBuilder text = new StringBuilder();
    if (!name.isEmpty()) {
      text.append('"').append(PrintableText.line(name)).append("\": ");
    }
    if (!expected.isEmpty()) {
      text.append("expected ").append(expected).append(", ");
    }
    text.append(received);
    if (!received.endsWith(".")) {
      text.append('.');
    }
    if (!fix.isEmpty()) {
      text.append(' ').append(fix);
    }
    return PrintableText.of(text.toString());
  }
}
