package dev.braid.datasets.folders;

import dev.braid.datasets.Texts;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads texts from a folder that has one folder for each class. */
public final class TextFolder {
  private TextFolder() {}

  /**
   * All {@code .txt} files, in UTF-8.
   *
   * @throws IOException if the folder has no texts {@code <class>/<file>.txt}
   */
  public static Texts read(Path folder) throws IOException {
    ClassFolders folders = ClassFolders.of(folder, Set.of("txt"));
    List<String> texts = new ArrayList<>();
    for (Path file : folders.files()) {
      try {
        texts.add(Files.readString(file, StandardCharsets.UTF_8));
      } catch (CharacterCodingException e) {
        throw new FileFormatException(file.toString(), "is not in UTF-8", "Save it as UTF-8.", e);
      }
    }
    return new Texts(texts, folders.labels(), folders.classNames());
  }
}
