package dev.braid.datasets.tables;

import java.util.List;

/**
 * An input or output that is made of columns.
 *
 * @param name the input or output
 * @param kind their content
 * @param columns their names
 */
record ColumnMapping(String name, Kind kind, List<String> columns) {

  /** The content of columns and their form. */
  enum Kind {
    /** Numbers; an input {@code float[rows][columns]}. */
    NUMBERS_IN,
    /** Words; an input {@code int[rows][columns]} of their ids. */
    CATEGORIES_IN,
    /** Numbers; an output {@code float[rows][columns]}. */
    NUMBERS_OUT,
    /** A word; an output {@code int[rows]} of class indices. */
    CLASS_OUT;

    boolean isInput() {
      return this == NUMBERS_IN || this == CATEGORIES_IN;
    }

    boolean isNumbers() {
      return this == NUMBERS_IN || this == NUMBERS_OUT;
    }
  }
}
