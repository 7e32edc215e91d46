package dev.braid.datasets.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file and where it can be had.
 *
 * @param name what it is called in the cache folder
 * @param checksum what its bytes must add up to; empty where its makers publish none
 * @param addresses where it can be had, the canonical address first
 */
public record RemoteFile(String name, Optional<Checksum> checksum, List<URI> addresses) {
  public RemoteFile {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("\"" + name + "\" needs an address");
    }
    for (URI address : addresses) {
      if (checksum.isEmpty() && !isTrusted(address)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" needs a checksum or an https address, received " + address);
      }
    }
  }

  /** A file whose checksum is known. */
  public static RemoteFile of(String name, Checksum checksum, String... addresses) {
    return new RemoteFile(name, Optional.of(checksum), uris(addresses));
  }

  /** A file whose makers publish no checksum: only a broken connection can be noticed. */
  public static RemoteFile unchecked(String name, String... addresses) {
    return new RemoteFile(name, Optional.empty(), uris(addresses));
  }

  /** True where what arrives cannot be changed on the way. */
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
