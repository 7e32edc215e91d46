package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import java.util.List;

/**
 * The state of the check of one data set.
 *
 * @param context the rules
 * @param problems receives the problems
 * @param counts the number of samples of each array that was read
 */
record DataSetCheck(CheckContext context, List<Problem> problems, SampleCounts counts) {

  DataSetCheck(CheckContext context, List<Problem> problems) {
    this(context, problems, new SampleCounts());
  }

  /** Returns the name of an array in messages. */
  String label(String name) {
    return context.prefix() + name;
  }

  /**
   * Reads an array that must have samples.
   *
   * @return the array, or null if it cannot be read or is empty
   */
  NumericArray read(ArrayReader reader, String name, Object value) {
    NumericArray numbers = reader.read(name, value, problems);
    if (numbers != null && numbers.samples() == 0) {
      problems.add(ShouldNotBeEmpty.samples(name, numbers.form()));
      return null;
    }
    return numbers;
  }
}
