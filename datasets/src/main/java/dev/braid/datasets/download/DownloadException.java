package dev.braid.datasets.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Says that a file could be had nowhere, why, and where to put it by hand. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String target;

  DownloadException(RemoteFile file, Path target, Map<URI, String> failures) {
    super(message(file, target, failures));
    this.target = target.toString();
  }

  /** Where the file is looked for: put it there by hand. */
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
        + "\nGet it in any other way and put it at\n  "
        + target
        + file.checksum().map(sum -> "\nIts " + sum.algorithm() + " is " + sum.hex()).orElse("")
        + "\nA copy of one's own is named with -D"
        + Downloads.MIRROR_PROPERTY
        + "=<address of a folder>.";
  }
}
