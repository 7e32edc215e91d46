package dev.braid.datasets.download;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets files from the cache folder, or from the first address that has them; every method returns a
 * changed copy.
 *
 * <p>An interrupted download is resumed, even in a later run. A file enters the cache folder only
 * if it is complete and has the right checksum.
 */
public final class Downloads {
  /** The system property of the cache folder. */
  public static final String CACHE_PROPERTY = "braid.datasets.cache";

  /** The system property of the address of a folder with copies, which is tried first. */
  public static final String MIRROR_PROPERTY = "braid.datasets.mirror";

  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();
  private static final int ATTEMPTS = 3;

  private final Path cacheFolder;
  private final Optional<URI> mirror;
  private final DownloadProgress progress;
  private final Duration timeout;

  private Downloads(
      Path cacheFolder, Optional<URI> mirror, DownloadProgress progress, Duration timeout) {
    this.cacheFolder = cacheFolder;
    this.mirror = mirror;
    this.progress = progress;
    this.timeout = timeout;
  }

  /** The settings of the system properties, with a progress bar on the console. */
  @SuppressWarnings("SystemOut") // the progress bar is printed on the console, as in Keras
  public static Downloads standard() {
    String folder = System.getProperty(CACHE_PROPERTY, "");
    String mirror = System.getProperty(MIRROR_PROPERTY, "");
    return new Downloads(
        folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "braid")
            : Path.of(folder),
        mirror.isEmpty() ? Optional.empty() : Optional.of(folder(mirror)),
        DownloadProgress.bar(System.out),
        Duration.ofSeconds(30));
  }

  private static URI folder(String address) {
    return URI.create(address.endsWith("/") ? address : address + "/");
  }

  /** Sets the cache folder. */
  public Downloads cacheFolder(Path folder) {
    return new Downloads(folder, mirror, progress, timeout);
  }

  /** The address of a folder with copies, {@code <set>/<file>}, which is tried first. */
  public Downloads mirror(String address) {
    return new Downloads(cacheFolder, Optional.of(folder(address)), progress, timeout);
  }

  /** Sets the listener of download progress. */
  public Downloads progress(DownloadProgress listener) {
    return new Downloads(cacheFolder, mirror, listener, timeout);
  }

  /** Sets the timeout of connections. */
  public Downloads timeout(Duration silence) {
    return new Downloads(cacheFolder, mirror, progress, silence);
  }

  /**
   * The path of a file in the cache folder; downloads it if it is missing.
   *
   * @param set the data set of the file, which names its folder
   * @throws DownloadException if no address has it; the message states where to put the file
   *     manually
   */
  public Path get(String set, RemoteFile file) throws IOException {
    Path target = cacheFolder.resolve(set).resolve(file.name()).toAbsolutePath().normalize();
    if (isCached(target, file)) {
      return target;
    }
    Path folder = target.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    synchronized (LOCKS.computeIfAbsent(folder, path -> new Object())) {
      // Another program may be downloading the same file; afterwards both can use it.
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        return isCached(target, file) ? target : download(set, file, target);
      }
    }
  }

  private static boolean isCached(Path target, RemoteFile file) throws IOException {
    return Files.isRegularFile(target)
        && (file.checksum().isEmpty() || file.checksum().get().fits(target));
  }

  private Path download(String set, RemoteFile file, Path target) throws IOException {
    if (file.checksum().isEmpty()) {
      LOG.info("The authors of {} publish no checksum; the file is not verified.", file.name());
    }
    if (Files.exists(target)) {
      LOG.warn("{} has a wrong checksum. It is downloaded again.", target);
    }
    Map<URI, String> failures = new LinkedHashMap<>();
    for (URI address : addresses(set, file)) {
      Optional<String> failure = fetch(address, file, target);
      if (failure.isEmpty()) {
        return target;
      }
      failures.put(address, failure.get());
    }
    throw new DownloadException(file, target, failures);
  }

  private List<URI> addresses(String set, RemoteFile file) {
    List<URI> addresses = new ArrayList<>();
    mirror.ifPresent(folder -> addresses.add(folder.resolve(set + "/" + file.name())));
    addresses.addAll(file.addresses());
    return addresses;
  }

  /** Tries an address as long as it makes progress; returns the reason of a failure. */
  private Optional<String> fetch(URI address, RemoteFile file, Path target) {
    try (Transfer transfer = new Transfer(address, file, target, timeout, progress)) {
      String failure = "";
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          transfer.run();
        } catch (TransferException e) {
          failure = String.valueOf(e.getMessage());
          if (e.isFinal()) {
            break;
          }
          LOG.debug("{} was interrupted: {}", address, failure);
          continue;
        }
        Optional<String> wrong = wrongChecksum(file, transfer.part());
        if (wrong.isEmpty()) {
          transfer.keep();
          return Optional.empty();
        }
        failure = wrong.get();
        boolean resumed = transfer.wasResumed();
        transfer.discard();
        // An earlier run or another address may have left wrong content: retry from the start.
        if (!resumed) {
          break;
        }
      }
      return Optional.of(failure);
    } catch (IOException e) {
      return Optional.of(Transfer.reason(e));
    }
  }

  private static Optional<String> wrongChecksum(RemoteFile file, Path part) throws IOException {
    if (file.checksum().isEmpty()) {
      return Optional.empty();
    }
    Checksum expected = file.checksum().get();
    Checksum received = expected.of(part);
    return received.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "the file has another checksum: expected " + expected + ", received " + received.hex());
  }
}
