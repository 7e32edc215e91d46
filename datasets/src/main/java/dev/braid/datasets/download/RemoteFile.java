package dev.braid.datasets.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file and its download addresses.
 *
 * @param name the name in the cache folder
 * @param checksum the checksum; empty if its authors publish none
 * @param addresses the download addresses, the canonical one first
 */
public record RemoteFile(String name, Optional<Checksum> checksum, List<URI> addresses) {
  public RemoteFile {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("\"" + name + "\" requires an address");
    }
    for (URI address : addresses) {
      if (checksum.isEmpty() && !isTrusted(address)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" requires a checksum or an https address, received " + address);
      }
    }
  }

  /** A file with a known checksum. */
  public static RemoteFile of(String name, Checksum checksum, String... addresses) {
    return new RemoteFile(name, Optional.of(checksum), uris(addresses));
  }

  /** A file without a published checksum: only a broken connection is detected. */
  public static RemoteFile unchecked(String name, String... addresses) {
    return new RemoteFile(name, Optional.empty(), uris(addresses));
  }

  /** True if the connection protects the content. */
  private static boolean isTrusted(URI address) {
    String host = String.valueOf(address.getHost());
    return !"http".equalsIgnoreCase(address.getScheme())
        || host.equals("localhost")
        || host.startsWith("127.");
  }

  private static List<URI> uris(String... addresses) {
    return Arrays.stream(addresses).map(URI::create).toList();
  }
}
