package dev.braid.datasets;

import java.util.List;

/** 178 wines of three growers by thirteen chemical measures, which come along. */
public final class Wine {
  /** Where they come from. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Wine",
          "S. Aeberhard and M. Forina (1992), UCI Machine Learning Repository",
          "https://doi.org/10.24432/C5PC7J",
          "CC BY 4.0",
          "As scikit-learn packs it: the classes count from 0 and stand last.");

  private Wine() {}

  /** All of them; {@code train()} and {@code test()} part them. */
  public static Table load() {
    return Bundled.table(
        "wine.csv",
        List.of(
            "alcohol",
            "malic acid",
            "ash",
            "alcalinity of ash",
            "magnesium",
            "total phenols",
            "flavanoids",
            "nonflavanoid phenols",
            "proanthocyanins",
            "color intensity",
            "hue",
            "od280/od315 of diluted wines",
            "proline"));
  }
}
