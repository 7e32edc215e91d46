package dev.braid.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Changes members of archives and packs them again, with valid checksums. */
final class Zips {
  private Zips() {}

  /** Applies a change to the member of a zip whose name has an ending. */
  static Subject.Change member(String ending, Subject.Change change) {
    return (bytes, random) -> {
      Map<String, byte[]> members = unzip(bytes);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        if (member.getKey().endsWith(ending)) {
          member.setValue(change.apply(member.getValue(), random));
          break;
        }
      }
      return zip(members);
    };
  }

  /** Applies a change to the content of a gzip file. */
  static Subject.Change packed(Subject.Change change) {
    return (bytes, random) -> {
      byte[] content = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(change.apply(content, random));
      }
      return out.toByteArray();
    };
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), zip.readAllBytes());
      }
    }
    return members;
  }

  private static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return out.toByteArray();
  }
}
