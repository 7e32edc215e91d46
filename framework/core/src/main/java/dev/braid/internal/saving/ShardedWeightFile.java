package dev.braid.internal.saving;

import dev.braid.internal.saving.architecture.PythonJson;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadLimits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads weights that Keras distributed over several files: a {@code .weights.json} file with the
 * names of the HDF5 files beside it.
 */
final class ShardedWeightFile {
  /** The maximum number of files. */
  private static final int MOST = 10_000;

  private static final String TYPE = ".weights.json";

  private ShardedWeightFile() {}

  static boolean hasName(String file) {
    return file.endsWith(TYPE);
  }

  /** Reads all files, merged to the tree of one. */
  static H5Group read(Path index, LoadLimits limits) throws IOException {
    String name = String.valueOf(index.getFileName());
    if (Files.size(index) > limits.configBytes()) {
      throw LoadLimits.exceeded(
          name, "more than " + limits.configBytes() + " bytes", "configBytes");
    }
    Map<?, ?> object = PythonJson.read(text(index, name), name, limits);
    if (!(object.get("weight_map") instanceof Map<?, ?> map)) {
      throw new FileFormatException(
          name,
          "has no \"weight_map\" with the names of the files of weights",
          "Write it with model.save_weights(\"….weights.json\", max_shard_size=…) of Keras 3.");
    }
    Set<String> shards = new LinkedHashSet<>();
    for (Object files : map.values()) {
      for (Object file : files instanceof List<?> list ? list : List.of(files)) {
        shards.add(String.valueOf(file));
      }
    }
    if (shards.size() > MOST) {
      throw FileFormatException.damaged(name, "it names more than " + MOST + " files");
    }
    H5Group root = H5Group.of(Map.of());
    for (String shard : shards) {
      root = merged(root, Hdf5.read(beside(index, name, shard)), name, shard);
    }
    return root;
  }

  private static String text(Path index, String name) throws IOException {
    try {
      return Files.readString(index);
    } catch (CharacterCodingException e) {
      throw FileFormatException.damaged(name, "it is not UTF-8", e);
    }
  }

  /** Returns the path of a file in the same folder; other folders are refused. */
  private static Path beside(Path index, String name, String shard) throws FileFormatException {
    if (shard.isEmpty() || shard.matches(".*[/\\\\:\\x00].*") || shard.equals("..")) {
      throw new FileFormatException(
          name,
          "names the file \"" + shard + "\", which is outside its folder",
          "Put all files of weights beside it.");
    }
    Path file = index.resolveSibling(shard);
    if (!Files.isRegularFile(file)) {
      throw new FileFormatException(
          name,
          "names the file \"" + shard + "\", which does not exist beside it",
          "Copy all files of weights into the folder of \"" + name + "\".");
    }
    return file;
  }

  private static H5Group merged(H5Group one, H5Group other, String file, String shard)
      throws FileFormatException {
    Map<String, H5Dataset> attributes = new LinkedHashMap<>(one.attributes());
    attributes.putAll(other.attributes());
    Map<String, H5Node> children = new LinkedHashMap<>(one.children());
    for (Map.Entry<String, H5Node> entry : other.children().entrySet()) {
      H5Node known = children.get(entry.getKey());
      H5Node next = entry.getValue();
      if (known instanceof H5Group a && next instanceof H5Group b) {
        next = merged(a, b, file, shard);
      } else if (known != null) {
        throw FileFormatException.damaged(
            file, "\"" + shard + "\" contains a weight that another file contains too");
      }
      children.put(entry.getKey(), next);
    }
    return new H5Group(attributes, children);
  }
}
