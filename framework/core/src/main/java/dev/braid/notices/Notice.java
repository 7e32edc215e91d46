package dev.braid.notices;

import dev.braid.internal.text.PrintableText;
import java.util.Objects;

/**
 * A notice about a call that is legal but probably a mistake.
 *
 * @param id a heading of {@code src/docs/notices.md}
 * @param message one line that says what is unusual and what to do about it
 */
public record Notice(String id, String message) {
  public Notice {
    Objects.requireNonNull(id, "id");
    message = PrintableText.line(Objects.requireNonNull(message, "message"));
  }

  @Override
  public String toString() {
    return "[" + id + "] " + message + " See src/docs/notices.md#" + id;
  }
}
