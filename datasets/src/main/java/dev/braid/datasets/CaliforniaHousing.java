package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.NumpyShuffle;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 20,640 districts of California with median house values, downloaded once from Keras (1 MB). */
public final class CaliforniaHousing {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "California Housing",
          "R. Pace and R. Barry (1997), after the US census of 1990",
          "https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.html",
          "no licence named",
          "As Keras packs it; prices are in dollars.");

  static final RemoteFile FILE =
      KerasBucket.file(
          "california_housing.npz",
          Checksum.sha256("1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"));

  private static final double TRAIN_FRACTION = 0.8;
  private static final int SEED = 113;
  private static final List<String> FEATURES =
      List.of(
          "MedInc",
          "HouseAge",
          "AveRooms",
          "AveBedrms",
          "Population",
          "AveOccup",
          "Latitude",
          "Longitude");

  private CaliforniaHousing() {}

  /** Loads four fifths for training and a fifth for testing, split as in Keras. */
  public static TrainTest<Regression> load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<Regression> load(Downloads downloads) throws IOException {
    return read(downloads.get("california-housing", FILE));
  }

  static TrainTest<Regression> read(Path file) throws IOException {
    Map<String, NpyArray> arrays = Npz.read(file);
    double[] x = numbers(arrays.get("x"), 2, file);
    double[] y = numbers(arrays.get("y"), 1, file);
    int width = FEATURES.size();
    if (x.length != y.length * width) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()),
          "it has " + x.length + " measures of " + width + " features for " + y.length + " prices");
    }
    int[] order = new NumpyShuffle(SEED).order(y.length);
    int trained = (int) (y.length * TRAIN_FRACTION);
    return new TrainTest<>(
        part(x, y, Arrays.copyOfRange(order, 0, trained)),
        part(x, y, Arrays.copyOfRange(order, trained, order.length)));
  }

  private static double[] numbers(@Nullable NpyArray array, int rank, Path file)
      throws IOException {
    if (array == null || array.shape().length != rank) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it lacks one of the arrays x and y");
    }
    if (array.values() instanceof double[] values) {
      return values;
    }
    if (array.values() instanceof float[] values) {
      double[] wide = new double[values.length];
      Arrays.setAll(wide, i -> values[i]);
      return wide;
    }
    throw FileFormatException.damaged(
        String.valueOf(file.getFileName()), "x and y should hold float32 or float64");
  }

  private static Regression part(double[] x, double[] y, int[] rows) {
    float[][] features = new float[rows.length][FEATURES.size()];
    float[] targets = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < FEATURES.size(); column++) {
        features[i][column] = (float) x[rows[i] * FEATURES.size() + column];
      }
      targets[i] = (float) y[rows[i]];
    }
    return new Regression(features, targets, FEATURES);
  }
}
