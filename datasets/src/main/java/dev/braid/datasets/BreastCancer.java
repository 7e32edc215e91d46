package dev.braid.datasets;

import java.util.List;
import java.util.stream.Stream;

/**
 * 569 tumours, malignant or benign, with thirty measurements of their cells, bundled with Braid.
 */
public final class BreastCancer {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Breast Cancer Wisconsin (Diagnostic)",
          "W. Wolberg, O. Mangasarian, N. Street and W. Street (1993), UCI Machine Learning"
              + " Repository",
          "https://doi.org/10.24432/C5DW2B",
          "CC BY 4.0",
          "As scikit-learn packs it: without patient numbers, 0 is malignant, 1 is benign.");

  private static final List<String> MEASURES =
      List.of(
          "radius",
          "texture",
          "perimeter",
          "area",
          "smoothness",
          "compactness",
          "concavity",
          "concave points",
          "symmetry",
          "fractal dimension");

  private BreastCancer() {}

  /** Loads all samples; {@code train()} and {@code test()} split them. */
  public static Table load() {
    List<String> names =
        Stream.of("mean ", "error of ", "worst ")
            .flatMap(kind -> MEASURES.stream().map(measure -> kind + measure))
            .toList();
    return Bundled.table("breast_cancer.csv", names);
  }
}
