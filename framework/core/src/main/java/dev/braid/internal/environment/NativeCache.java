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
 * Chooses the folder that native libraries are unpacked into if the home folder cannot be used.
 *
 * <p>JavaCPP would use a folder of a predictable name in the temporary directory, which another
 * user may have created and filled with manipulated libraries. This folder belongs to the user
 * alone.
 */
final class NativeCache {
  /** The name of JavaCPP's system property for the folder. */
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static final String OTHER_SPELLING = "org.bytedeco.javacpp.cacheDir";

  /** The name of JNA's system property for the folder that it unpacks its library into. */
  private static final String JNA = "jna.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private NativeCache() {}

  /** Sets the properties of JavaCPP and JNA if their own choice would be unsafe. */
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

  /** Returns the folder to use in place of JavaCPP's choice; empty if that is safe. */
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

  /** Returns whether JavaCPP would use a folder. */
  private static boolean usable(File folder) {
    return (folder.exists() || folder.mkdirs())
        && folder.canRead()
        && folder.canWrite()
        && folder.canExecute();
  }

  private static Path ownFolder(Path temporary, String user) throws IOException {
    FileAttribute<Set<PosixFilePermission>> onlyOwner =
        PosixFilePermissions.asFileAttribute(PRIVATE);
    Path usual = temporary.resolve("braid-natives-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
    try {
      return Files.createDirectory(usual, onlyOwner);
    } catch (FileAlreadyExistsException e) {
      if (isPrivate(usual, temporary)) {
        return usual;
      }
      Path fresh = Files.createTempDirectory(temporary, "braid-natives-", onlyOwner);
      LOG.warn(
          "{} is open to other users, so native libraries are unpacked into {}. Remove the first"
              + " and name a folder with -D{}=<folder>.",
          usual,
          fresh,
          PROPERTY);
      return fresh;
    }
  }

  /** Returns whether a path is a folder, not a link, that only this user owns and may enter. */
  private static boolean isPrivate(Path folder, Path temporary) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Path probe = Files.createTempFile(temporary, "braid-owner-", "");
    try {
      return found.isDirectory()
          && found.permissions().equals(PRIVATE)
          && found.owner().equals(Files.getOwner(probe));
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
