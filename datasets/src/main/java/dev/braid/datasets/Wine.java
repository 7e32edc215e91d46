package dev.braid.datasets;

import java.util.List;

/** 178 wines of three growers with thirteen chemical measurements, bundled with Braid. */
public final class Wine {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Wine",
          "S. Aeberhard and M. Forina (1992), UCI Machine Learning Repository",
          "https://doi.org/10.24432/C5PC7J",
          "CC BY 4.0",
          "As packaged by scikit-learn: the classes are counted from 0 and are in the"
              + " last column.");

  private Wine() {}

  /** Loads all samples; {@code train()} and {@code test()} split them. */
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
