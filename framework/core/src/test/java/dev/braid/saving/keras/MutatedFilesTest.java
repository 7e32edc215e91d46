package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged or invented files are opened, or refused with a clear message. */
class MutatedFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 300;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "same_signature",
        "word_tags",
        "support_tickets",
        "attentive_reader",
        "image_and_caption",
        "partly_frozen",
        "heartbeat",
        "merge_and_fold",
        "arithmetic",
        "causal_attention",
        "choices",
        "parts",
        "slices"
      })
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void should_open_or_refuse_any_configuration(String name, @TempDir Path folder)
      throws IOException, URISyntaxException {
    Path file = Path.of(getClass().getResource("/golden/" + name + "/model.keras").toURI());
    KerasArchive archive = KerasArchive.read(file);
    Random random = new Random(name.hashCode());
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      JsonNode document = JSON.readTree(archive.config());
      StringBuilder mutations = new StringBuilder();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutations.append(ConfigMutation.apply(document, random)).append("; ");
      }
      Path mutated = folder.resolve("mutated.keras");
      new KerasArchive(archive.metadata(), document.toString(), archive.weights(), archive.assets())
          .write(mutated);
      try {
        Model.load(mutated);
      } catch (StructureException | FileFormatException e) {
        refused++;
        if (e.getMessage().isBlank() || e.getMessage().length() > 100_000) {
          wrong.add(mutations + " gave the message " + e.getMessage());
        }
      } catch (Throwable e) {
        wrong.add(
            mutations + " gave " + e + " at " + Arrays.stream(e.getStackTrace()).limit(6).toList());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isGreaterThan(ROUNDS / 4);
  }
}
