package dev.braid.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.files.FileWriteException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assumePosix() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
  }

  @Test
  void should_create_a_file_and_its_parent_folders() throws IOException {
    Path file = folder.resolve("a/b/file");
    write(file, "new");
    assertThat(file).hasContent("new");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void should_keep_the_permissions_of_the_file_that_it_replaces() throws IOException {
    assumePosix();
    for (String permissions : List.of("rw-------", "rw-rw----", "rwxr-xr-x", "rw-rw-rw-")) {
      Path file = Files.writeString(folder.resolve("file"), "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      write(file, "new");
      assertThat(file).hasContent("new");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(permissions);
    }
  }

  @Test
  void should_create_new_files_with_default_permissions() throws IOException {
    assumePosix();
    Path usual = Files.createFile(folder.resolve("usual"));
    Path file = folder.resolve("file");
    write(file, "new");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void should_keep_the_owner_if_permitted() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("file"), "old");
    boolean mayChangeOwner = true;
    try {
      Files.setAttribute(file, "unix:uid", 12_345);
      Files.setAttribute(file, "unix:gid", 54_321);
    } catch (IOException e) {
      mayChangeOwner = false;
    }
    assumeThat(mayChangeOwner).as("this process may give files to others").isTrue();
    write(file, "new");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12_345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(54_321);
  }

  @Test
  void should_let_only_the_owner_read_the_draft_of_a_private_file() throws IOException {
    assumePosix();
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    AtomicFile.write(
        file,
        out -> {
          List<String> drafts = names().stream().filter(name -> name.startsWith(".file.")).toList();
          assertThat(drafts).hasSize(1);
          assertThat(Files.getPosixFilePermissions(folder.resolve(drafts.get(0))))
              .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        });
  }

  @Test
  void should_replace_the_target_of_a_symbolic_link_and_keep_the_link() throws IOException {
    Path real = Files.writeString(Files.createDirectory(folder.resolve("disk")).resolve("v7"), "7");
    Path link = Files.createSymbolicLink(folder.resolve("newest"), Path.of("disk/v7"));
    Path outer = Files.createSymbolicLink(folder.resolve("outer"), link);
    write(outer, "new");
    assertThat(link).isSymbolicLink();
    assertThat(outer).isSymbolicLink();
    assertThat(real).isRegularFile().hasContent("new");
    Path dangling = Files.createSymbolicLink(folder.resolve("later"), Path.of("disk/v8"));
    write(dangling, "8");
    assertThat(dangling).isSymbolicLink().hasContent("8");
  }

  @Test
  void should_refuse_cyclic_links() throws IOException {
    Path one = folder.resolve("one");
    Files.createSymbolicLink(one, folder.resolve("two"));
    Files.createSymbolicLink(folder.resolve("two"), one);
    assertThatThrownBy(() -> write(one, "new"))
        .isInstanceOf(FileWriteException.class)
        .hasMessageContaining("\"%s\" cannot be written: ".formatted(one));
  }

  @Test
  void should_finish_in_an_interrupted_thread_and_keep_the_interrupt() throws IOException {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    write(file, "new");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void should_finish_if_the_thread_is_interrupted_at_any_moment() throws Exception {
    Path file = folder.resolve("file");
    Thread writer = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupting =
        new Thread(
            () -> {
              while (!done.get()) {
                writer.interrupt();
                Thread.onSpinWait();
              }
            });
    interrupting.start();
    String text = "x".repeat(300_000);
    try {
      for (int i = 0; i < 15; i++) {
        write(file, i + text);
        assertThat(file).hasSize(text.length() + Integer.toString(i).length());
      }
    } finally {
      done.set(true);
      while (interrupting.isAlive()) {
        Thread.interrupted();
      }
      Thread.interrupted();
    }
    assertThat(names()).containsExactly("file");
  }

  @Test
  void should_keep_the_old_file_if_the_content_cannot_be_written() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(FileWriteException.class)
        .hasMessage(
            "\"%s\" cannot be written: No space left on device. The existing file is unchanged."
                .formatted(file));
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    folder.resolve("other"),
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IllegalStateException("no content");
                    }))
        .hasMessage("no content");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void should_keep_a_file_complete_for_readers_while_many_threads_write_it() throws Exception {
    Path file = folder.resolve("file");
    write(file, "0".repeat(200_000));
    List<Thread> writers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String text = Integer.toString(i).repeat(200_000 + i);
      Thread thread =
          new Thread(
              () -> {
                for (int round = 0; round < 8; round++) {
                  try {
                    write(file, text);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                }
              });
      thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
      writers.add(thread);
    }
    writers.forEach(Thread::start);
    int reads = 0;
    while (writers.stream().anyMatch(Thread::isAlive)) {
      String text = Files.readString(file);
      int number = text.charAt(0) - '0';
      assertThat(text.equals(Integer.toString(number).repeat(200_000 + number)))
          .as("read %d is complete", reads++)
          .isTrue();
    }
    assertThat(failures).isEmpty();
    assertThat(reads).isPositive();
    assertThat(names()).containsExactly("file");
  }

  @Test
  void should_write_to_a_device_without_replacing_it() throws IOException {
    Path device = Path.of("/dev/null");
    assumeThat(Files.exists(device)).isTrue();
    write(device, "nothing");
    assertThat(Files.exists(device)).isTrue();
    assertThat(Files.isRegularFile(device, LinkOption.NOFOLLOW_LINKS)).isFalse();
    Path full = Path.of("/dev/full");
    assumeThat(Files.isWritable(full)).isTrue();
    assertThatThrownBy(() -> write(full, "something"))
        .hasMessage("\"/dev/full\" cannot be written: No space left on device.");
  }

  @Test
  void should_write_files_with_the_longest_names() throws IOException {
    Path file = folder.resolve("ä".repeat(120) + "longname.keras");
    assertThat(file.getFileName().toString().getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(250, 255);
    write(file, "new");
    assertThat(file).hasContent("new");
  }

  @Test
  void should_write_into_other_file_systems() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = zip.getPath("/models/file");
      write(file, "old");
      write(file, "new");
      assertThat(Files.readString(file)).isEqualTo("new");
      try (Stream<Path> files = Files.list(zip.getPath("/models"))) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void should_refuse_folders_and_files_inside_files() throws IOException {
    assertThatThrownBy(() -> write(folder, "new"))
        .hasMessage("\"%s\" cannot be written: it is a folder.".formatted(folder));
    assertThatThrownBy(() -> write(Path.of("/"), "new"))
        .hasMessage("\"/\" cannot be written: it is a folder.");
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> AtomicFile.check(file.resolve("new")))
        .hasMessage(
            "\"%s\" cannot be written: a file exists where a folder is required."
                .formatted(file.resolve("new")));
    assertThat(file).hasContent("old");
  }
}
