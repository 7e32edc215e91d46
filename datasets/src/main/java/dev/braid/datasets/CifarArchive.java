package dev.braid.datasets;

import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.CifarRecords;
import dev.braid.datasets.formats.Tar;
import dev.braid.saving.FileFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An archive of CIFAR's binary version.
 *
 * @param remote the archive
 * @param trainFiles the members for training
 * @param testFile the member for testing
 * @param namesFile the member with the class names, one in each line
 * @param kinds the number of labels of each image
 * @param kind the index of the label that is used
 */
record CifarArchive(
    RemoteFile remote,
    List<String> trainFiles,
    String testFile,
    String namesFile,
    int kinds,
    int kind) {

  TrainTest<PackedImages> load(Downloads downloads) throws IOException {
    Map<String, byte[]> members = Tar.read(downloads.get("cifar", remote));
    List<String> names =
        new String(member(members, namesFile), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return new TrainTest<>(
        part(members, trainFiles, names), part(members, List.of(testFile), names));
  }

  private PackedImages part(Map<String, byte[]> members, List<String> files, List<String> names)
      throws IOException {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    IntStream.Builder labels = IntStream.builder();
    for (String file : files) {
      CifarRecords records = CifarRecords.read(member(members, file), kinds, file);
      pixels.writeBytes(records.pixels());
      for (int label : records.labels()[kind]) {
        if (label >= names.size()) {
          throw FileFormatException.damaged(
              file, "it has the class " + label + " of " + names.size());
        }
        labels.add(label);
      }
    }
    return new PackedImages(
        pixels.toByteArray(),
        CifarRecords.SIDE,
        CifarRecords.SIDE,
        CifarRecords.CHANNELS,
        labels.build().toArray(),
        names);
  }

  private byte[] member(Map<String, byte[]> members, String file) throws IOException {
    byte[] bytes = members.get(file);
    if (bytes == null) {
      throw FileFormatException.damaged(remote.name(), "it has no member \"" + file + '"');
    }
    return bytes;
  }
}
