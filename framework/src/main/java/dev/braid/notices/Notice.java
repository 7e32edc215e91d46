package dev.braid.notices;

import java.util.Objects;

/**
 * A remark about a call that is legal but probably a mistake.
 *
 * @param id a heading of {@code src/docs/notices.md}
 * @param message one line that says what is unusual and what to do about it
 */
public record Notice(String id, String message) {
  public Notice {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return "[" + id + "] " + message + " See src/docs/notices.md#" + id;
  }
}
