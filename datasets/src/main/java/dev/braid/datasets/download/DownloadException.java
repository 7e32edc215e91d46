package dev.braid.datasets.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown if a file cannot be downloaded; states the reasons and where to put it manually. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String target;

  DownloadException(RemoteFile file, Path target, Map<URI, String> failures) {
    super(message(file, target, failures));
    this.target = target.toString();
  }

  /** The path where the file is expected, to put it there manually. */
  public Path target() {
    return Path.of(target);
  }

  private static String message(RemoteFile file, Path target, Map<URI, String> failures) {
    String tried =
        failures.entrySet().stream()
            .map(failure -> "\n  " + failure.getKey() + ": " + failure.getValue())
            .collect(Collectors.joining());
    return "\""
        + file.name()
        + "\" could not be downloaded:"
        + tried
        + "\nDownload it in another way and put it at\n  "
        + target
        + file.checksum().map(sum -> "\nIts " + sum.algorithm() + " is " + sum.hex()).orElse("")
        + "\nSet the address of a folder with copies by -D"
        + Downloads.MIRROR_PROPERTY
        + "=<address of a folder>.";
  }
}
