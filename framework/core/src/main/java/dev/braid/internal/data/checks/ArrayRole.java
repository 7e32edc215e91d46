package dev.braid.internal.data.checks;

/** The roles of arrays in the data of a call. */
public enum ArrayRole {
  INPUT,
  TARGET,
  WEIGHT;

  /** Returns whether a map may omit names: samples of outputs without weights have weight 1. */
  public boolean mayBeMissing() {
    return this == WEIGHT;
  }

  /** Returns the word in messages and ids. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
