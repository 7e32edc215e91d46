package dev.braid.internal.data.checks;

/** The roles that an array may have. */
public enum ArrayRole {
  INPUT,
  TARGET,
  WEIGHT;

  /** Whether a map may omit names: samples of outputs without weights count once. */
  public boolean mayBeMissing() {
    return this == WEIGHT;
  }

  /** The word that messages and ids use. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
