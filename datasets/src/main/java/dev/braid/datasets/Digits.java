package dev.braid.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.stream.IntStream;

/** 1797 images of handwritten digits, 8 by 8, bundled with Braid. */
public final class Digits {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Optical Recognition of Handwritten Digits",
          "E. Alpaydin and C. Kaynak (1998), UCI Machine Learning Repository",
          "https://doi.org/10.24432/C50P49",
          "CC BY 4.0",
          "The test set of the source, as scikit-learn packs it.");

  private static final int SIDE = 8;
  private static final float WHITE = 16;

  private Digits() {}

  /** Loads all samples; {@code train()} and {@code test()} split them. */
  public static Images load() {
    List<CsvRecord> rows = Bundled.rows("digits.csv.gz");
    float[][] pixels = Bundled.numbers(rows);
    float[][][][] images = new float[pixels.length][SIDE][SIDE][1];
    for (int i = 0; i < images.length; i++) {
      for (int place = 0; place < SIDE * SIDE; place++) {
        images[i][place / SIDE][place % SIDE][0] = pixels[i][place] / WHITE;
      }
    }
    return new Images(
        images, Bundled.labels(rows), IntStream.range(0, 10).mapToObj(Integer::toString).toList());
  }
}
