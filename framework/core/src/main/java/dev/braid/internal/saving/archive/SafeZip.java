package dev.braid.internal.saving.archive;

import dev.braid.internal.files.AtomicFile;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Reads untrusted zip files into memory, and writes zip files reproducibly.
 *
 * <p>No member is unpacked to the disk; names are checked because callers may use them as paths.
 */
public final class SafeZip {
  /** Matches the drive of a Windows path, but not an array that is named {@code w:0}. */
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?!\\d+\\.npy$)");

  // The first year of zip is 1980. For January, Java would add a field in local time.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /** The size of a zip file without members: the end of its directory. */
  private static final int EMPTY_BYTES = 22;

  private final String name;
  private final ZipLimits limits;
  private long left;

  private SafeZip(String name, ZipLimits limits) {
    this.name = name;
    this.limits = limits;
    this.left = limits.totalBytes();
  }

  /**
   * Reads the selected members, in the order of the file.
   *
   * @param file the zip file
   * @param selected selects members by name; the names of all members are checked
   * @throws FileFormatException if the file is damaged, unsafe or exceeds the limits
   */
  public static Map<String, byte[]> read(Path file, Predicate<String> selected) throws IOException {
    return read(file, selected, limits(file));
  }

  /** Returns the default limits for a file of this size. */
  static ZipLimits limits(Path file) throws IOException {
    return ZipLimits.forFile(size(file));
  }

  /** Reads the selected members with custom limits. */
  public static Map<String, byte[]> read(Path file, Predicate<String> selected, ZipLimits limits)
      throws IOException {
    long size = size(file);
    String name = String.valueOf(file.getFileName());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() == 0 && size > EMPTY_BYTES) {
        throw FileFormatException.damaged(name, "its directory lists no members");
      }
      return new SafeZip(name, limits).readAll(zip, selected);
    } catch (ZipException | EOFException | RuntimeException e) {
      // The JDK's reader throws unchecked exceptions for some broken headers.
      String reason = e.getMessage() == null ? "its directory is truncated" : e.getMessage();
      throw FileFormatException.damaged(name, "it is not a valid zip file (" + reason + ")", e);
    }
  }

  private static long size(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "the file does not exist");
    }
    return Files.size(file);
  }

  private Map<String, byte[]> readAll(ZipFile zip, Predicate<String> selected) throws IOException {
    if (zip.size() > limits.entries()) {
      throw tooMuch(zip.size() + " members, more than the limit of " + limits.entries());
    }
    Set<String> seen = new HashSet<>();
    List<ZipEntry> chosen = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      checkName(entry.getName());
      if (!seen.add(entry.getName())) {
        throw FileFormatException.damaged(
            name, "it has two members with the name \"" + entry.getName() + "\"");
      }
      if (!entry.isDirectory() && selected.test(entry.getName())) {
        chosen.add(entry);
      }
    }
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (ZipEntry entry : chosen) {
      members.put(entry.getName(), readMember(zip, entry));
    }
    return members;
  }

  /**
   * Refuses unsafe paths; a colon alone is safe: TensorFlow names weights {@code dense/kernel:0}.
   */
  private void checkName(String member) throws FileFormatException {
    boolean escapes =
        member.isEmpty()
            || member.startsWith("/")
            || member.indexOf('\\') >= 0
            || member.indexOf('\0') >= 0
            || DRIVE.matcher(member).lookingAt()
            || List.of(member.split("/", -1)).contains("..");
    if (escapes) {
      throw new FileFormatException(
          name,
          "has a member with the name \"" + member + "\", which points outside the archive",
          "Do not use this file: it was made to overwrite others.");
    }
  }

  private byte[] readMember(ZipFile zip, ZipEntry entry) throws IOException {
    String member = entry.getName();
    long allowed = member.endsWith(".json") ? Math.min(left, limits.jsonBytes()) : left;
    int most = (int) Math.min(allowed, Integer.MAX_VALUE - 16);
    boolean config = allowed < left;
    if (entry.getSize() > most) {
      throw config ? tooLong(member) : tooMuch(member, entry.getSize() + " bytes");
    }
    HeapCheck.require(name, entry.getSize());
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      // The header's size is not trusted: never more than the limit is unpacked.
      bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw config ? tooLong(member) : tooMuch(member, "more than " + most + " bytes");
      }
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException e) {
      throw FileFormatException.damaged(name, "\"" + member + "\" cannot be unpacked", e);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    if (bytes.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
      throw FileFormatException.damaged(name, "the checksum of \"" + member + "\" is wrong");
    }
    left -= bytes.length;
    return bytes;
  }

  private FileFormatException tooLong(String member) {
    String what = "more than " + limits.jsonBytes() + " bytes in \"" + member + '"';
    return LoadLimits.exceeded(name, what, "configBytes");
  }

  private FileFormatException tooMuch(String member, String bytes) {
    return tooMuch("\"" + member + "\" with " + bytes);
  }

  private FileFormatException tooMuch(String what) {
    return new FileFormatException(
        name,
        "contains " + what + ", which exceeds the limit for a file of its size",
        "If you trust the file, pack it again without compression.");
  }

  /**
   * Writes a zip file atomically, uncompressed as Keras does; equal members result in equal bytes.
   */
  public static void write(Path file, Map<String, byte[]> members) throws IOException {
    AtomicFile.write(file, out -> writeTo(out, members));
  }

  private static void writeTo(OutputStream out, Map<String, byte[]> members) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      byte[] bytes = member.getValue();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      ZipEntry entry = new ZipEntry(member.getKey());
      entry.setTimeLocal(TIME);
      entry.setSize(bytes.length);
      entry.setCompressedSize(bytes.length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    }
    zip.finish();
  }
}
