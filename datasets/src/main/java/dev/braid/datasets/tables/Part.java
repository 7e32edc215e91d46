package dev.braid.datasets.tables;

import java.util.List;

/**
 * What becomes of some columns.
 *
 * @param name the input or output they make
 * @param kind what they hold
 * @param columns their names
 */
record Part(String name, Kind kind, List<String> columns) {

  /** What columns hold and become. */
  enum Kind {
    /** Numbers; an input {@code float[rows][columns]}. */
    NUMBERS_IN,
    /** Words; an input {@code int[rows][columns]} of their numbers. */
    CATEGORIES_IN,
    /** Numbers; an output {@code float[rows][columns]}. */
    NUMBERS_OUT,
    /** A word; an output {@code int[rows]} of class numbers. */
    CLASS_OUT;

    boolean isInput() {
      return this == NUMBERS_IN || this == CATEGORIES_IN;
    }

    boolean isNumbers() {
      return this == NUMBERS_IN || this == NUMBERS_OUT;
    }
  }
}
