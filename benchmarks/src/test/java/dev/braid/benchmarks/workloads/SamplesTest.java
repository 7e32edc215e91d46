package dev.braid.benchmarks.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static Samples samples(String workload, int batch, int length) {
    Workload named = Workloads.named(workload);
    return new Samples(named, new WorkloadSize(batch, length, 1), 2);
  }

  @Test
  void should_be_the_same_every_time() {
    Map<String, Object> once = samples("small", 4, 0).arrays();
    Map<String, Object> again = samples("small", 4, 0).arrays();
    assertThat((float[][]) once.get("a")).isDeepEqualTo((float[][]) again.get("a"));
  }

  @Test
  void should_write_the_same_data_for_numpy(@TempDir Path folder) throws IOException {
    Samples samples = samples("image_text", 2, 5);
    samples.write(folder.resolve("data.npz"));
    Map<String, NpyArray> file = Npz.read(folder.resolve("data.npz"));
    assertThat(file.keySet()).containsExactlyInAnyOrder("x_image", "x_text", "y");
    assertThat(file.get("x_image").shape()).containsExactly(4, 64, 64, 3);
    float[][][][] images = (float[][][][]) samples.arrays().get("image");
    float[] flat = (float[]) file.get("x_image").values();
    assertThat(flat[((3 * 64 + 63) * 64 + 62) * 3 + 1]).isEqualTo(images[3][63][62][1]);
    assertThat((int[]) file.get("y").values()).isEqualTo(samples.labels());
  }

  @Test
  void should_pad_only_at_the_end() {
    int[][] texts = (int[][]) samples("bigru", 16, 20).arrays().get("text");
    assertThat(Arrays.stream(texts).mapToInt(text -> text[19])).contains(0);
    for (int[] text : texts) {
      int length = (int) Arrays.stream(text).filter(id -> id != 0).count();
      assertThat(length).isBetween(10, 20);
      assertThat(Arrays.copyOf(text, length)).doesNotContain(0);
    }
  }

  @Test
  void should_have_ids_within_the_embedding() {
    int[][] texts = (int[][]) samples("embedding_average", 64, 100).arrays().get("text");
    for (int[] text : texts) {
      assertThat(Arrays.stream(text)).allMatch(id -> id > 0 && id < 50000);
    }
  }
}
