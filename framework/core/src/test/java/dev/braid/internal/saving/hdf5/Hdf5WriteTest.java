package dev.braid.internal.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.SavingFixtures;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5WriteTest {
  @TempDir Path folder;

  private static H5Group root(Map<String, H5Dataset> attributes, Map<String, H5Node> children) {
    return new H5Group(attributes, children);
  }

  private static H5Group sample() {
    Map<String, H5Node> wide = new LinkedHashMap<>();
    for (int i = 0; i < 1500; i++) {
      wide.put("layer_" + i, H5Dataset.of(new int[] {i}));
    }
    H5Group vars =
        root(
            Map.of("name", H5Dataset.of("größe"), "names", H5Dataset.of(List.of("a", "", "c"))),
            Map.of(
                "0", H5Dataset.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                "1", H5Dataset.of(new double[] {0.25}),
                "2", H5Dataset.of(new boolean[] {true, false}, 2),
                "3", H5Dataset.of(new float[0], 0, 4),
                "4", H5Dataset.of(new long[] {1L << 40}, 1),
                "text", H5Dataset.of("x".repeat(100_000))));
    return H5Group.of(Map.of("vars", vars, "wide", H5Group.of(wide), "none", H5Group.of(Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "model.weights.h5", "legacy.h5"})
  void what_h5py_wrote_survives_reading_and_writing(String name) throws IOException {
    H5Group real = Hdf5.read(SavingFixtures.file(name));
    assertThat(Hdf5.read(Hdf5.toBytes(real), name)).isEqualTo(real);
  }

  @Test
  void should_read_again_what_was_written() throws IOException {
    Path file = folder.resolve("sample.h5");
    Hdf5.write(sample(), file);
    assertThat(Hdf5.read(file)).isEqualTo(sample());
  }

  @Test
  void equal_trees_should_give_equal_bytes_in_whatever_order_they_were_built() {
    Map<String, H5Node> one = new LinkedHashMap<>();
    one.put("a", H5Dataset.of("x"));
    one.put("b", H5Dataset.of("y"));
    Map<String, H5Node> other = new LinkedHashMap<>();
    other.put("b", H5Dataset.of("y"));
    other.put("a", H5Dataset.of("x"));
    assertThat(Hdf5.toBytes(H5Group.of(one))).isEqualTo(Hdf5.toBytes(H5Group.of(other)));
  }

  @Test
  void an_independent_reader_should_find_the_same() {
    try (HdfFile file = HdfFile.fromBytes(Hdf5.toBytes(sample()))) {
      assertThat(file.getByPath("vars").getAttribute("name").getData()).isEqualTo("größe");
      assertThat((float[][]) file.getDatasetByPath("vars/0").getData())
          .isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
      assertThat(file.getDatasetByPath("vars/1").getData()).isEqualTo(0.25);
      assertThat(file.getDatasetByPath("wide/layer_1499").getData()).isEqualTo(1499);
    }
  }

  @Test
  void h5py_should_find_the_same_where_there_is_one() throws Exception {
    Path file = folder.resolve("sample.h5");
    Hdf5.write(sample(), file);
    String script =
        """
        import sys
        try:
            import h5py
        except ImportError:
            sys.exit(77)
        f = h5py.File(sys.argv[1])
        v = f['vars']
        assert v.attrs['name'] == 'gr\\u00f6\\u00dfe'
        assert list(v.attrs['names']) == ['a', '', 'c']
        assert v['0'][()].tolist() == [[1, 2, 3], [4, 5, 6]] and v['0'].dtype == 'float32'
        assert v['1'][()] == 0.25 and v['1'].shape == ()
        assert v['2'][()].tolist() == [True, False] and v['2'].dtype == 'bool'
        assert v['3'].shape == (0, 4)
        assert v['4'][0] == 1 << 40
        assert len(v['text'][()]) == 100000
        assert len(f['none']) == 0 and len(f['wide']) == 1500
        assert all(f['wide/layer_%d' % i][()] == i for i in range(1500))
        """;
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", script, file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("python3 is missing");
      return;
    }
    assertThat(python.waitFor(5, TimeUnit.MINUTES)).isTrue();
    Assumptions.assumeTrue(python.exitValue() != 77, "the python3 here has no h5py");
    assertThat(python.exitValue()).as(Files.readString(folder.resolve("log.txt"))).isZero();
  }

  @Test
  void should_keep_the_old_file_and_no_draft_when_writing_fails() throws IOException {
    Path file = folder.resolve("old.h5");
    Files.writeString(file, "old");
    H5Group bad = H5Group.of(Map.of("a/b", H5Dataset.of("x")));
    assertThatThrownBy(() -> Hdf5.write(bad, file)).isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void should_refuse_an_attribute_that_hdf5_cannot_hold() {
    H5Group bad = root(Map.of("big", H5Dataset.of(new float[20_000], 20_000)), Map.of());
    assertThatThrownBy(() -> Hdf5.toBytes(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attribute \"big\" takes 80056 bytes");
  }

  @Test
  void should_refuse_values_that_do_not_match_the_shape() {
    assertThatThrownBy(() -> H5Dataset.of(new float[3], 2, 2))
        .hasMessage("shape [2, 2] requires 4 values, received 3");
  }
}
