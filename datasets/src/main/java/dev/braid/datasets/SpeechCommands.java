package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.datasets.formats.Wav;
import dev.braid.internal.saving.archive.SafeZip;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** 8,000 recordings of eight spoken words, a second each, downloaded once (174 MB). */
public final class SpeechCommands {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Mini Speech Commands",
          "P. Warden, Google; the part that TensorFlow's tutorials use",
          "https://arxiv.org/abs/1804.03209",
          "CC BY 4.0",
          "Its authors publish no checksum; this one was measured by others. It uses 0.5"
              + " GB of memory.");

  static final RemoteFile FILE =
      RemoteFile.of(
          "mini_speech_commands.zip",
          // several independent projects record this checksum
          Checksum.sha256("49650f2341b26d886b46b3f4fb8fed59e30300b17550f1ee4a768b3106cf93a0"),
          "https://storage.googleapis.com/download.tensorflow.org/data/mini_speech_commands.zip");

  private static final int RATE = 16_000;

  private SpeechCommands() {}

  /** Loads all recordings, each a second long; short ones are padded by silence. */
  public static Sounds load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static Sounds load(Downloads downloads) throws IOException {
    return read(downloads.get("speech-commands", FILE));
  }

  static Sounds read(Path file) throws IOException {
    Map<String, byte[]> members = new TreeMap<>(SafeZip.read(file, SpeechCommands::isRecording));
    if (members.isEmpty()) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it has no recordings <folder>/<word>/<file>.wav");
    }
    List<String> words =
        members.keySet().stream().map(SpeechCommands::word).distinct().sorted().toList();
    List<float[]> sounds = new ArrayList<>();
    int[] labels = new int[members.size()];
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      Wav wav = Wav.read(member.getValue(), member.getKey());
      if (wav.rate() != RATE) {
        throw FileFormatException.unsupported(
            member.getKey(), wav.rate() + " samples a second", "Here all have " + RATE + ".");
      }
      labels[sounds.size()] = words.indexOf(word(member.getKey()));
      sounds.add(Arrays.copyOf(wav.samples(), RATE));
    }
    return new Sounds(sounds.toArray(float[][]::new), labels, words, RATE);
  }

  private static boolean isRecording(String member) {
    // macOS adds a second file for each, "._" and its name.
    return member.endsWith(".wav")
        && member.split("/", -1).length >= 3
        && !member.startsWith("__MACOSX")
        && !member.contains("/._");
  }

  private static String word(String member) {
    String[] parts = member.split("/", -1);
    return parts[parts.length - 2];
  }
}
