package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.PickledSequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** 11,228 news articles in 46 topics, as word ids, downloaded once from Keras (2 MB). */
public final class Reuters {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Reuters-21578",
          "Reuters Ltd. and Carnegie Group, Inc.; D. Lewis",
          "https://archive.ics.uci.edu/dataset/137",
          "CC BY 4.0",
          "As Keras packs it: words as numbers by their frequency.");

  static final RemoteFile FILE =
      KerasBucket.file(
          "reuters.npz",
          Checksum.sha256("d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"));
  static final RemoteFile WORDS =
      KerasBucket.file("reuters_word_index.json", Checksum.md5("4d44cc38712099c9e383dc6e5f11a921"));

  private static final double TRAIN_FRACTION = 0.8;
  private static final List<String> CLASSES =
      List.of(
          "cocoa",
          "grain",
          "veg-oil",
          "earn",
          "acq",
          "wheat",
          "copper",
          "housing",
          "money-supply",
          "coffee",
          "sugar",
          "trade",
          "reserves",
          "ship",
          "cotton",
          "carcass",
          "crude",
          "nat-gas",
          "cpi",
          "money-fx",
          "interest",
          "gnp",
          "meal-feed",
          "alum",
          "oilseed",
          "gold",
          "tin",
          "strategic-metal",
          "livestock",
          "retail",
          "ipi",
          "iron-steel",
          "rubber",
          "heat",
          "jobs",
          "lei",
          "bop",
          "zinc",
          "orange",
          "pet-chem",
          "dlr",
          "gas",
          "silver",
          "wpi",
          "hog",
          "lead");

  private Reuters() {}

  /**
   * Loads four fifths for training and a fifth for testing, split as in Keras, with all their
   * words.
   */
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
    return read(downloads.get("reuters", FILE), words);
  }

  /** The rank of every word; its id in the texts is three higher. */
  public static Map<String, Integer> wordIndex() throws IOException {
    return WordIndex.read(Downloads.standard().get("reuters", WORDS));
  }

  static TrainTest<Sequences> read(Path file, WordNumbers words) throws IOException {
    Sequences all =
        words.apply(
            PickledSequences.read(file, "x"),
            Labels.read(file, "y").get(0),
            CLASSES,
            words.shuffle());
    int trained = (int) (all.size() * TRAIN_FRACTION);
    return new TrainTest<>(part(all, 0, trained), part(all, trained, all.size()));
  }

  private static Sequences part(Sequences all, int from, int to) {
    return new Sequences(
        Arrays.copyOfRange(all.sequences(), from, to),
        Arrays.copyOfRange(all.labels(), from, to),
        all.classNames());
  }
}
