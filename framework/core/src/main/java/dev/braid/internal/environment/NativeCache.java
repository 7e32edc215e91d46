package dev.braid.internal.environment;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the folder that native libraries are unpacked into where the home folder cannot be used.
 *
 * <p>JavaCPP would take a folder of a known name in the temporary directory, which others may have
 * made before and filled with libraries of theirs. This one belongs to the user alone.
 */
final class NativeCache {
  /** JavaCPP's system property for the folder. */
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static final String OTHER_SPELLING = "org.bytedeco.javacpp.cacheDir";

  /** JNA's system property for the folder that it unpacks its library into. */
  private static final String JNA = "jna.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private NativeCache() {}

  /** Sets the properties of JavaCPP and JNA where their own choice would be unsafe. */
  static void prepare() {
    if (System.getProperty(PROPERTY) == null && System.getProperty(OTHER_SPELLING) == null) {
      folder(
              Path.of(System.getProperty("user.home", "")),
              Path.of(System.getProperty("java.io.tmpdir")),
              System.getProperty("user.name", ""))
          .ifPresent(
              folder -> {
                System.setProperty(PROPERTY, folder.toString());
                System.getProperties().putIfAbsent(JNA, folder.toString());
              });
    }
  }

  /** The folder to take in place of JavaCPP's choice; empty where that is safe. */
  static Optional<Path> folder(Path home, Path temporary, String user) {
    boolean posix = temporary.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix || usable(home.resolve(".javacpp").resolve("cache").toFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(ownFolder(temporary, user));
    } catch (IOException e) {
      LOG.debug("no folder for native libraries can be made in {}: {}", temporary, e.toString());
      return Optional.empty();
    }
  }

  /** As JavaCPP asks. */
  private static boolean usable(File folder) {
    return (folder.exists() || folder.mkdirs())
        && folder.canRead()
        && folder.canWrite()
        && folder.canExecute();
  }

  private static Path ownFolder(Path temporary, String user) throws IOException {
    FileAttribute<Set<PosixFilePermission>> onlyOwner =
        PosixFilePermissions.asFileAttribute(PRIVATE);
    Path known = temporary.resolve("braid-natives-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
    try {
      return Files.createDirectory(known, onlyOwner);
    } catch (FileAlreadyExistsException e) {
      if (isPrivate(known, temporary)) {
        return known;
      }
      Path fresh = Files.createTempDirectory(temporary, "braid-natives-", onlyOwner);
      LOG.warn(
          "{} is open to other users, so native libraries are unpacked into {}. Remove the first"
              + " and name a folder with -D{}=<folder>.",
          known,
          fresh,
          PROPERTY);
      return fresh;
    }
  }

  /** True for a folder, not a link, that this user owns and no other user may enter. */
  private static boolean isPrivate(Path folder, Path temporary) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Path mine = Files.createTempFile(temporary, "braid-owner-", "");
    try {
      return found.isDirectory()
          && found.permissions().equals(PRIVATE)
          && found.owner().equals(Files.getOwner(mine));
    } finally {
      Files.deleteIfExists(mine);
    }
  }
}
