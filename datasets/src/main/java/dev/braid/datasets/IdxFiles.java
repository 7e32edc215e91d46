package dev.braid.datasets;

import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.Idx;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The four files of a data set in MNIST's format.
 *
 * @param folder the name of their folder in the cache
 */
record IdxFiles(
    String folder,
    RemoteFile trainImages,
    RemoteFile trainLabels,
    RemoteFile testImages,
    RemoteFile testLabels) {

  TrainTest<PackedImages> load(Downloads downloads, List<String> classNames) throws IOException {
    return new TrainTest<>(
        part(downloads, trainImages, trainLabels, classNames),
        part(downloads, testImages, testLabels, classNames));
  }

  private PackedImages part(
      Downloads downloads, RemoteFile images, RemoteFile labels, List<String> classNames)
      throws IOException {
    Path imageFile = downloads.get(folder, images);
    Path labelFile = downloads.get(folder, labels);
    Idx pixels = Idx.read(imageFile);
    Idx classes = Idx.read(labelFile);
    int[] shape = pixels.shape();
    if (shape.length != 3 || classes.shape().length != 1 || shape[0] != classes.values().length) {
      throw FileFormatException.damaged(
          images.name(),
          "it has an array of "
              + shape.length
              + " dimensions with "
              + shape[0]
              + " images, \""
              + labels.name()
              + "\" has "
              + classes.values().length
              + " labels");
    }
    int[] numbers = new int[shape[0]];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = classes.values()[i] & 0xff;
      if (numbers[i] >= classNames.size()) {
        throw FileFormatException.damaged(
            labels.name(), "it has the class " + numbers[i] + " of " + classNames.size());
      }
    }
    return new PackedImages(pixels.values(), shape[1], shape[2], 1, numbers, classNames);
  }
}
