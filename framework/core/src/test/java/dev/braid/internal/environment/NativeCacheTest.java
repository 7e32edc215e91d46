package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeCacheTest {
  @TempDir Path temporary;

  /** A file where a folder should be: nothing can be made in it. */
  private Path home;

  @BeforeEach
  void makeHomeUnusable() throws IOException {
    home = Files.createFile(temporary.resolve("home"));
  }

  private static String permissions(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }

  @Test
  void should_leave_the_choice_to_javacpp_where_the_home_folder_can_be_used() throws IOException {
    Path usable = Files.createDirectory(temporary.resolve("usable"));
    assertThat(NativeCache.folder(usable, temporary, "ann")).isEmpty();
    assertThat(usable.resolve(".javacpp/cache")).isDirectory();
  }

  @Test
  void should_make_a_folder_that_only_the_user_may_enter() throws IOException {
    Path folder = NativeCache.folder(home, temporary, "ann/../b").orElseThrow();
    assertThat(folder).isEqualTo(temporary.resolve("braid-natives-ann_.._b")).isDirectory();
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(NativeCache.folder(home, temporary, "ann/../b")).isEqualTo(Optional.of(folder));
  }

  @Test
  void should_not_take_a_folder_that_others_may_enter() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("braid-natives-ann"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path folder = NativeCache.folder(home, temporary, "ann").orElseThrow();
    assertThat(folder).isNotEqualTo(open).hasParent(temporary);
    assertThat(permissions(folder)).isEqualTo("rwx------");
  }

  @Test
  void should_not_follow_a_link_that_somebody_put_there() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Path link = Files.createSymbolicLink(temporary.resolve("braid-natives-ann"), elsewhere);
    assertThat(NativeCache.folder(home, temporary, "ann").orElseThrow())
        .isNotEqualTo(link)
        .isNotEqualTo(elsewhere);
  }

  @Test
  void should_leave_no_files_behind() throws IOException {
    NativeCache.folder(home, temporary, "ann");
    NativeCache.folder(home, temporary, "ann");
    try (var files = Files.list(temporary)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("home", "braid-natives-ann");
    }
  }
}
