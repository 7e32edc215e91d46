package dev.braid.data.checks;

/** What an array is to the model. */
public enum Role {
  INPUT,
  TARGET,
  WEIGHT;

  /** The word that messages and ids use. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
