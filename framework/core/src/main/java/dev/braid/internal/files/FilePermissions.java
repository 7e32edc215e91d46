package dev.braid.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The owner, group and permissions of a file. */
record FilePermissions(
    UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {
  /** Attributes of a file that only its owner may read. */
  static final FileAttribute<?>[] OWNER_ONLY = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  /** Attributes of any other file that the process creates. */
  static final FileAttribute<?>[] DEFAULT = {};

  /**
   * Returns the permissions of a file; empty if it does not exist or its file system does not
   * support them.
   */
  static Optional<FilePermissions> of(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    if (view == null || !Files.exists(file)) {
      return Optional.empty();
    }
    PosixFileAttributes found = view.readAttributes();
    return Optional.of(new FilePermissions(found.owner(), found.group(), found.permissions()));
  }

  private static PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  /**
   * Applies the permissions to another file as far as this process is permitted to; never grants
   * more.
   */
  void applyTo(Path other) throws IOException {
    PosixFileAttributeView view = view(other);
    PosixFileAttributes made = view.readAttributes();
    Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
    given.addAll(permissions);
    if (!made.group().equals(group) && !allowed(() -> view.setGroup(group))) {
      // another group gets no more permissions than all users
      keep(given, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
      keep(given, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
      keep(given, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }
    if (!made.owner().equals(owner) && !allowed(() -> view.setOwner(owner))) {
      // the process stays the owner, and must be able to replace the file again
      given.add(PosixFilePermission.OWNER_READ);
      given.add(PosixFilePermission.OWNER_WRITE);
    }
    view.setPermissions(given);
  }

  private static void keep(
      Set<PosixFilePermission> given, PosixFilePermission one, PosixFilePermission where) {
    if (!given.contains(where)) {
      given.remove(one);
    }
  }

  /** A change that the system may refuse. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private static boolean allowed(Change change) {
    try {
      change.make();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
