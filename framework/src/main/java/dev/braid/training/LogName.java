package dev.braid.training;

import java.util.Objects;

/**
 * A value that the logs will hold.
 *
 * @param name as Keras calls it, such as {@code label_accuracy}, without {@code val_}
 * @param direction which way it gets better
 */
public record LogName(String name, Direction direction) {
  public LogName {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(direction, "direction");
  }
}
