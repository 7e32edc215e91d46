package dev.braid.data.arrays;

import dev.braid.Problem;
import java.util.List;

/**
 * What came of reading an array.
 *
 * @param grid the array; null when it could not be read
 * @param problems why it could not be read
 */
public record Reading(Grid grid, List<Problem> problems) {
  public Reading {
    problems = List.copyOf(problems);
  }

  public boolean failed() {
    return grid == null;
  }
}
