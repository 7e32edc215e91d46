package dev.braid.saving.archive;

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
 * A {@code .keras} file, taken apart.
 *
 * @param metadata {@code metadata.json}: the version of Keras and the date
 * @param config {@code config.json}: architecture and compile configuration
 * @param weights {@code model.weights.h5}, an HDF5 file
 * @param assets what layers store beside their weights, such as vocabularies, by the path under
 *     {@code assets/}
 */
@SuppressWarnings("ArrayRecordComponent") // handed through as it is
public record KerasArchive(
    String metadata, String config, byte[] weights, Map<String, byte[]> assets) {
  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String ASSETS = "assets/";

  /** Keeps the assets in the order of their paths. */
  public KerasArchive {
    assets = Collections.unmodifiableMap(new TreeMap<>(assets));
  }

  /**
   * Reads a file.
   *
   * @throws FileFormatException where it is damaged, unsafe or no {@code .keras} file
   */
  public static KerasArchive read(Path file) throws IOException {
    return read(file, LoadLimits.defaults());
  }

  /**
   * Reads a file.
   *
   * @param limits how much it may ask for
   * @throws FileFormatException where it is damaged, unsafe or no {@code .keras} file
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
        text(name, METADATA, need(name, METADATA, members)),
        text(name, CONFIG, need(name, CONFIG, members)),
        need(name, WEIGHTS, members),
        assets);
  }

  private static boolean known(String member) {
    return member.equals(METADATA)
        || member.equals(CONFIG)
        || member.equals(WEIGHTS)
        || member.startsWith(ASSETS);
  }

  private static byte[] need(String name, String member, Map<String, byte[]> members)
      throws FileFormatException {
    byte[] bytes = members.get(member);
    if (bytes == null) {
      throw new FileFormatException(
          name,
          "is no complete .keras file: it has no \"" + member + '"',
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

  /** Writes the file whole or not at all; equal contents give equal bytes. */
  public void write(Path file) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(METADATA, metadata.getBytes(StandardCharsets.UTF_8));
    members.put(CONFIG, config.getBytes(StandardCharsets.UTF_8));
    members.put(WEIGHTS, weights);
    assets.forEach((path, bytes) -> members.put(ASSETS + path, bytes));
    SafeZip.write(file, members);
  }
}
