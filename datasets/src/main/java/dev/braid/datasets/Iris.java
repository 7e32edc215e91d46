package dev.braid.datasets;

import java.util.List;

/** 150 irises of three species with four measurements, bundled with Braid. */
public final class Iris {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Iris",
          "R. A. Fisher (1936), UCI Machine Learning Repository",
          "https://doi.org/10.24432/C56C76",
          "CC BY 4.0",
          "As scikit-learn packs it: two rows were corrected to Fisher's paper.");

  private Iris() {}

  /** Loads all samples; {@code train()} and {@code test()} split them. */
  public static Table load() {
    return Bundled.table(
        "iris.csv",
        List.of("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"));
  }
}
