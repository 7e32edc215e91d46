package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Weight;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadOptions;
import dev.braid.saving.SavingFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Keras wrote the weights of {@code trained.keras} into several files, see saving_fixtures.py. */
class ShardedWeightsTest {
  private static final String INDEX = "sharded.weights.json";
  private static final int SHARDS = 3;

  @TempDir Path folder;
  private Model model;
  private List<INDArray> trained;

  @BeforeEach
  void copy_the_files() throws IOException {
    model = Model.load(SavingFixtures.file("trained.keras"), LoadOptions.defaults().compile(false));
    trained = arrays();
    model.weights().forEach(weight -> weight.assign(Nd4j.zeros(weight.shape())));
    Files.copy(SavingFixtures.file(INDEX), folder.resolve(INDEX));
    for (int i = 0; i < SHARDS; i++) {
      Files.copy(SavingFixtures.file(shard(i)), folder.resolve(shard(i)));
    }
  }

  private static String shard(int number) {
    return "sharded_0000" + number + ".weights.h5";
  }

  private List<INDArray> arrays() {
    return model.weights().stream().map(Weight::array).toList();
  }

  private void index(String from, String to) throws IOException {
    Path index = folder.resolve(INDEX);
    Files.writeString(index, Files.readString(index).replace(from, to));
  }

  private void expectRefusal(String message) {
    List<INDArray> before = arrays();
    assertThatThrownBy(() -> model.loadWeights(folder.resolve(INDEX)))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(message);
    assertThat(arrays()).isEqualTo(before);
  }

  @Test
  void should_read_weights_that_are_distributed_over_files() throws IOException {
    model.loadWeights(folder.resolve(INDEX));
    assertThat(arrays()).isEqualTo(trained);
  }

  @Test
  void should_refuse_an_index_whose_files_are_missing() throws IOException {
    Files.delete(folder.resolve(shard(1)));
    expectRefusal(
        "\"sharded.weights.json\" names the file \"sharded_00001.weights.h5\", which does not exist"
            + " beside it. Copy all files of weights into the folder of"
            + " \"sharded.weights.json\".");
  }

  @Test
  void should_refuse_files_in_other_folders() throws IOException {
    index("\"sharded_00000.weights.h5\"", "\"../sharded_00000.weights.h5\"");
    expectRefusal(
        "\"sharded.weights.json\" names the file \"../sharded_00000.weights.h5\", which is outside"
            + " its folder. Put all files of weights beside it.");
  }

  @Test
  void should_refuse_an_index_without_a_map_of_weights() throws IOException {
    index("weight_map", "map");
    expectRefusal(
        "\"sharded.weights.json\" has no \"weight_map\" with the names of the files of weights."
            + " Write it with model.save_weights(\"….weights.json\", max_shard_size=…) of Keras"
            + " 3.");
  }

  @Test
  void should_refuse_a_weight_that_two_files_contain() throws IOException {
    Files.copy(folder.resolve(shard(0)), folder.resolve("twice.weights.h5"));
    index("\"sharded_00000.weights.h5\",", "\"sharded_00000.weights.h5\", \"twice.weights.h5\",");
    expectRefusal(
        "\"sharded.weights.json\" is damaged or truncated: \"twice.weights.h5\" contains a weight"
            + " that another file contains too. Save or download it again.");
  }
}
