package dev.braid.datasets;

import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.CifarRecords;
import dev.braid.datasets.formats.Tar;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An archive of CIFAR's binary version.
 *
 * @param remote the archive
 * @param trainFiles the members to train on
 * @param testFile the member to test on
 * @param namesFile the member that names the classes, one a line
 * @param kinds how many labels each picture has
 * @param kind which of them is meant
 */
record CifarArchive(
    RemoteFile remote,
    List<String> trainFiles,
    String testFile,
    String namesFile,
    int kinds,
    int kind) {

  TrainTest<Images> load(Downloads downloads) throws IOException {
    Map<String, byte[]> members = Tar.read(downloads.get("cifar", remote));
    List<String> names =
        new String(member(members, namesFile), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    List<float[][][]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String file : trainFiles) {
      Images part = images(members, file, names);
      images.addAll(List.of(part.images()));
      for (int label : part.labels()) {
        labels.add(label);
      }
    }
    Images train =
        new Images(
            images.toArray(float[][][][]::new),
            labels.stream().mapToInt(Integer::intValue).toArray(),
            names);
    return new TrainTest<>(train, images(members, testFile, names));
  }

  private Images images(Map<String, byte[]> members, String file, List<String> names)
      throws IOException {
    CifarRecords records = CifarRecords.read(member(members, file), kinds, file);
    for (int label : records.labels()[kind]) {
      if (label >= names.size()) {
        throw FileFormatException.damaged(
            file, "it has the class " + label + " of " + names.size());
      }
    }
    return new Images(records.images(), records.labels()[kind], names);
  }

  private byte[] member(Map<String, byte[]> members, String file) throws IOException {
    byte[] bytes = members.get(file);
    if (bytes == null) {
      throw FileFormatException.damaged(remote.name(), "it has no member \"" + file + '"');
    }
    return bytes;
  }
}
