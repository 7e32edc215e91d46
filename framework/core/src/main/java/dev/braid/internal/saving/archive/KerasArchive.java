package dev.braid.internal.saving.archive;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The members of a {@code .keras} file.
 *
 * @param metadata {@code metadata.json}: the version of Keras and the date
 * @param config {@code config.json}: architecture and compile configuration
 * @param weights {@code model.weights.h5}, an HDF5 file
 * @param assets the assets of layers, such as vocabularies, by the path under {@code assets/}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on unchanged
public record KerasArchive(
    String metadata, String config, byte[] weights, Map<String, byte[]> assets) {
  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String ASSETS = "assets/";

  /** Sorts the assets by path. */
  public KerasArchive {
    assets = Collections.unmodifiableMap(new TreeMap<>(assets));
  }

  /**
   * Reads a file.
   *
   * @throws FileFormatException if it is damaged, unsafe or not a {@code .keras} file
   */
  public static KerasArchive read(Path file) throws IOException {
    return read(file, LoadLimits.defaults());
  }

  /**
   * Reads a file.
   *
   * @param limits the limits on its size
   * @throws FileFormatException if it is damaged, unsafe or not a {@code .keras} file
   */
  public static KerasArchive read(Path file, LoadLimits limits) throws IOException {
    ZipLimits sizes = SafeZip.limits(file).jsonBytes(limits.configBytes());
    Map<String, byte[]> members = SafeZip.read(file, KerasArchive::known, sizes);
    String name = String.valueOf(file.getFileName());
    Map<String, byte[]> assets = new LinkedHashMap<>();
    members.forEach(
        (member, bytes) -> {
          if (member.startsWith(ASSETS)) {
            assets.put(member.substring(ASSETS.length()), bytes);
          }
        });
    return new KerasArchive(
        text(name, METADATA, require(name, METADATA, members)),
        text(name, CONFIG, require(name, CONFIG, members)),
        require(name, WEIGHTS, members),
        assets);
  }

  private static boolean known(String member) {
    return member.equals(METADATA)
        || member.equals(CONFIG)
        || member.equals(WEIGHTS)
        || member.startsWith(ASSETS);
  }

  private static byte[] require(String name, String member, Map<String, byte[]> members)
      throws FileFormatException {
    byte[] bytes = members.get(member);
    if (bytes == null) {
      throw new FileFormatException(
          name,
          "is not a complete .keras file: \"" + member + "\" is missing",
          "Save it with model.save(\"….keras\") in Keras 3 or in Braid.");
    }
    return bytes;
  }

  private static String text(String name, String member, byte[] bytes) throws FileFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw FileFormatException.damaged(name, "\"" + member + "\" is not UTF-8", e);
    }
  }

  /** Writes the file atomically; equal contents result in equal bytes. */
  public void write(Path file) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(METADATA, metadata.getBytes(StandardCharsets.UTF_8));
    members.put(CONFIG, config.getBytes(StandardCharsets.UTF_8));
    members.put(WEIGHTS, weights);
    assets.forEach((path, bytes) -> members.put(ASSETS + path, bytes));
    SafeZip.write(file, members);
  }
}
