package dev.braid.internal.data.checks;

/** What an array is to the model. */
public enum Role {
  INPUT,
  TARGET,
  WEIGHT;

  /** Whether a map may leave out some names: samples of outputs without weights count once. */
  public boolean mayBeMissing() {
    return this == WEIGHT;
  }

  /** The word that messages and ids use. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
