package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.NumpyShuffle;
import dev.braid.datasets.formats.PickledSequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** 50,000 film reviews, positive or negative, as word ids, downloaded once from Keras (17 MB). */
public final class Imdb {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Large Movie Review Dataset",
          "A. Maas, R. Daly, P. Pham, D. Huang, A. Ng and C. Potts",
          "https://ai.stanford.edu/~amaas/data/sentiment/",
          "no licence named",
          "As Keras packs it: words as numbers by their frequency.");

  static final RemoteFile FILE =
      KerasBucket.file(
          "imdb.npz",
          Checksum.sha256("69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"));
  static final RemoteFile WORDS =
      KerasBucket.file("imdb_word_index.json", Checksum.md5("bfafd718b763782e994055a2d397834f"));

  private static final List<String> CLASSES = List.of("negative", "positive");

  private Imdb() {}

  /** 25,000 for training and 25,000 for testing, with all their words. */
  public static TrainTest<Sequences> load() throws IOException {
    return load(WordNumbers.all());
  }

  /** Loads the texts with a selection of words. */
  public static TrainTest<Sequences> load(WordNumbers words) throws IOException {
    return load(words, Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<Sequences> load(WordNumbers words, Downloads downloads)
      throws IOException {
    return read(downloads.get("imdb", FILE), words);
  }

  /** The rank of every word; its id in the texts is three higher. */
  public static Map<String, Integer> wordIndex() throws IOException {
    return WordIndex.read(Downloads.standard().get("imdb", WORDS));
  }

  static TrainTest<Sequences> read(Path file, WordNumbers words) throws IOException {
    List<int[]> labels = Labels.read(file, "y_train", "y_test");
    NumpyShuffle shuffle = words.shuffle();
    int[][] train = PickledSequences.read(file, "x_train");
    int[][] test = PickledSequences.read(file, "x_test");
    return new TrainTest<>(
        words.apply(train, labels.get(0), CLASSES, shuffle),
        words.apply(test, labels.get(1), CLASSES, shuffle));
  }
}
