package dev.braid.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Batch;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  @Test
  void should_read_the_arrays_of_a_numpy_archive_in_the_form_that_fit_accepts() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    arrays.put("labels", NpyArray.of(new long[] {4, 5}, 2));
    Path file = folder.resolve("data.npz");
    Npz.write(file, arrays);

    Map<String, Object> read = Datasets.npz(file);

    assertThat(read).containsOnlyKeys("x", "labels");
    float[][][] x = (float[][][]) read.get("x");
    assertThat(x[0]).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(x[1]).isDeepEqualTo(new float[][] {{5, 6}, {7, 8}});
    assertThat((long[]) read.get("labels")).containsExactly(4, 5);
  }

  @Test
  void should_read_only_the_requested_arrays() throws IOException {
    // x_train and x_test hold Python lists, which are rejected when they are read
    assertThat(Npz.read(Fixtures.file(folder, "imdb.npz"), "y_test"::equals))
        .containsOnlyKeys("y_test");
  }

  @Test
  void should_slide_windows_over_a_series() {
    float[][] series = {{1}, {2}, {3}, {4}};
    Batch batch =
        Datasets.timeseriesDatasetFromArray(series, new float[] {10, 20, 30, 40}, 2).get(0);

    assertThat(((float[][][]) batch.x())[1]).isDeepEqualTo(new float[][] {{2}, {3}});
    assertThat((float[]) batch.y()).containsExactly(10, 20, 30);
  }
}
