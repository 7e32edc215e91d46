package dev.braid;

/** Makes an array of nested numbers that a program holds. */
final class NumberArrays {
  private NumberArrays() {}
}
