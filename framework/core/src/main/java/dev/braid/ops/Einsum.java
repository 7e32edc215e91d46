package dev.braid.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Einstein summation: products of operands whose axes are named by letters. */
final class Einsum {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Einsum() {}

  static char[] letters(int from, int count) {
    return LETTERS.substring(from, from + count).toCharArray();
  }

  /** An operand and a letter for each of its axes. */
  private record Term(Value value, String axes) {}

  static Value of(String subscripts, List<Value> operands) {
    String[] sides = subscripts.replace(" ", "").split("->", -1);
    String[] given = sides[0].split(",", -1);
    if (sides.length > 2 || given.length != operands.size()) {
      throw new IllegalArgumentException(
          "the subscripts " + subscripts + " do not describe " + operands.size() + " operands");
    }
    String more = batchLetters(subscripts, given, operands);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      terms.add(term(given[i], more, operands.get(i)));
    }
    String result = sides.length == 2 ? sides[1].replace("...", more) : implied(terms, more);
    check(terms, result, subscripts);
    Term out = terms.get(0);
    if (terms.size() == 1) {
      return single(out, result);
    }
    for (int i = 1; i < terms.size(); i++) {
      String required = i == terms.size() - 1 ? result : kept(out, terms, i, result);
      out = new Term(product(out, terms.get(i), required), required);
    }
    return out.value();
  }

  /** Letters for the axes of an ellipsis. */
  private static String batchLetters(String subscripts, String[] given, List<Value> operands) {
    int most = 0;
    for (int i = 0; i < given.length; i++) {
      if (given[i].contains("...")) {
        most = Math.max(most, operands.get(i).rank() - given[i].length() + 3);
      }
    }
    StringBuilder unused = new StringBuilder();
    for (char letter : LETTERS.toCharArray()) {
      if (subscripts.indexOf(letter) < 0 && unused.length() < most) {
        unused.append(letter);
      }
    }
    return unused.toString();
  }

  private static Term term(String axes, String more, Value x) {
    int extra = x.rank() - axes.replace("...", "").length();
    if (extra < 0 || extra > 0 && !axes.contains("...")) {
      throw new IllegalArgumentException(
          "the subscripts " + axes + " of an operand with " + x.rank() + " axes");
    }
    String all =
        axes.replace("...", more.substring(more.length() - Math.min(extra, more.length())));
    return withoutRepeats(new Term(x, all));
  }

  /** Takes the diagonal if a letter occurs twice. */
  private static Term withoutRepeats(Term term) {
    String axes = term.axes();
    for (int i = 0; i < axes.length(); i++) {
      int repeat = axes.indexOf(axes.charAt(i), i + 1);
      if (repeat >= 0) {
        String rest = new StringBuilder(axes).deleteCharAt(repeat).deleteCharAt(i).toString();
        Value diagonal = Diagonals.of(term.value(), 0, i, repeat);
        return withoutRepeats(new Term(diagonal, rest + axes.charAt(i)));
      }
    }
    return term;
  }

  /** The letters that occur once, in alphabetical order, after those of an ellipsis. */
  private static String implied(List<Term> terms, String more) {
    StringBuilder result = new StringBuilder(more);
    StringBuilder all = new StringBuilder();
    terms.forEach(term -> all.append(term.axes()));
    for (int letter : new TreeSet<>(all.chars().boxed().toList())) {
      boolean once =
          all.indexOf(Character.toString(letter)) == all.lastIndexOf(Character.toString(letter));
      if (once && more.indexOf(letter) < 0) {
        result.append((char) letter);
      }
    }
    return result.toString();
  }

  private static void check(List<Term> terms, String result, String subscripts) {
    for (int i = 0; i < result.length(); i++) {
      String letter = result.substring(i, i + 1);
      if (terms.stream().noneMatch(term -> term.axes().contains(letter))
          || result.indexOf(letter) != i) {
        throw new IllegalArgumentException(
            "the subscripts " + subscripts + " have a result with the axis " + letter);
      }
    }
  }

  /** The letters of a product that the result or a later operand also has. */
  private static String kept(Term out, List<Term> terms, int now, String result) {
    StringBuilder later = new StringBuilder(result);
    terms.subList(now + 1, terms.size()).forEach(term -> later.append(term.axes()));
    StringBuilder kept = new StringBuilder();
    for (char letter : (out.axes() + terms.get(now).axes()).toCharArray()) {
      if (later.indexOf(Character.toString(letter)) >= 0
          && kept.indexOf(Character.toString(letter)) < 0) {
        kept.append(letter);
      }
    }
    return kept.toString();
  }

  private static Value single(Term term, String result) {
    Term summed = summed(term, result);
    String axes = summed.axes();
    int[] order = new int[result.length()];
    Arrays.setAll(order, i -> axes.indexOf(result.charAt(i)));
    return order.length < 2 ? summed.value() : summed.value().permute(order);
  }

  private static Term summed(Term term, String staying) {
    StringBuilder left = new StringBuilder();
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < term.axes().length(); i++) {
      if (staying.indexOf(term.axes().charAt(i)) >= 0) {
        left.append(term.axes().charAt(i));
      } else {
        gone.add(i);
      }
    }
    return gone.isEmpty()
        ? term
        : new Term(
            term.value().sum(false, gone.stream().mapToInt(Integer::intValue).toArray()),
            left.toString());
  }

  private static Value product(Term a, Term b, String result) {
    Term left = squeezed(a, b);
    Term right = squeezed(b, a);
    if (left.axes().isEmpty() || right.axes().isEmpty()) {
      Term other = left.axes().isEmpty() ? right : left;
      Value product = left.value().multiply(right.value());
      return single(new Term(product, other.axes()), result);
    }
    return new Contraction(left.axes(), right.axes(), result).apply(left.value(), right.value());
  }

  /** Drops axes of size 1 along which the other operand is larger, since they broadcast. */
  private static Term squeezed(Term term, Term other) {
    Term out = term;
    for (int i = term.axes().length() - 1; i >= 0; i--) {
      int repeat = other.axes().indexOf(term.axes().charAt(i));
      if (repeat >= 0 && term.value().size(i) == 1 && other.value().size(repeat) != 1) {
        String rest = new StringBuilder(out.axes()).deleteCharAt(i).toString();
        out = new Term(out.value().squeeze(i), rest);
      }
    }
    return out;
  }
}
