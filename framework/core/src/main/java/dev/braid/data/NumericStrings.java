package dev.braid.data;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.internal.data.arrays.ShouldHoldNumbers;
import java.util.ArrayList;
import java.util.List;

/** Reads numbers from strings, such as those of a CSV file; blanks around a number are ignored. */
public final class NumericStrings {
  private NumericStrings() {}

  /** One number for each string. */
  public static double[] parse(String[] strings) {
    List<Problem> problems = new ArrayList<>();
    double[] numbers = row(strings, problems);
    refuse(problems);
    return numbers;
  }

  /** One number for each string. */
  public static double[][] parse(String[][] strings) {
    List<Problem> problems = new ArrayList<>();
    double[][] numbers = new double[strings.length][];
    for (int i = 0; i < strings.length; i++) {
      numbers[i] = row(strings[i], problems, i);
    }
    refuse(problems);
    return numbers;
  }

  private static double[] row(String[] strings, List<Problem> problems, int... path) {
    double[] numbers = new double[strings.length];
    for (int i = 0; i < strings.length; i++) {
      try {
        numbers[i] = strings[i] == null ? failed() : Double.parseDouble(strings[i].strip());
      } catch (NumberFormatException e) {
        String at = ArrayDescription.index(path) + ArrayDescription.index(i);
        problems.add(ShouldHoldNumbers.noNumber("strings", at, strings[i]));
      }
    }
    return numbers;
  }

  private static double failed() {
    throw new NumberFormatException("null");
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new StructureException("parseNumbers(strings)", problems);
    }
  }
}
