package dev.braid.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.environment.Environment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MemoryBlockTest {
  @BeforeAll
  static void start() {
    Environment.start();
  }

  private static long[] shape(String sizes) {
    String[] each = sizes.split("x");
    long[] shape = new long[each.length];
    for (int i = 0; i < each.length; i++) {
      shape[i] = Long.parseLong(each[i]);
    }
    return shape;
  }

  /** ND4J reads the same of a shape, whoever wrote it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1", "7", "1x1", "3x1", "1x3", "2x3", "2x1x4", "4x5x6", "2x3x4x5", "2x1x1x3x2"})
  void should_describe_arrays_as_nd4j_does(String sizes) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.INT32}) {
      INDArray own = Nd4j.createUninitialized(type, shape(sizes), 'c');
      try (MemoryBlock block = new MemoryBlock(type, own.length())) {
        INDArray array = block.array(shape(sizes));
        assertThat(array.shapeInfoJava()).isEqualTo(own.shapeInfoJava());
        assertThat(array.shapeInfoDataBuffer().asLong()).isEqualTo(own.shapeInfoJava());
        assertThat(array.dataType()).isEqualTo(type);
        assertThat(array.length()).isEqualTo(own.length());
      }
    }
  }

  @Test
  void should_hold_arrays_that_operations_read_and_write() {
    try (MemoryBlock block = new MemoryBlock(DataType.FLOAT, 24)) {
      INDArray array = block.array(2, 3, 4);
      array.assign(Nd4j.arange(24).reshape('c', 2, 3, 4));
      INDArray copy = array.dup('c');

      assertThat(array.sum(1).shape()).containsExactly(2, 4);
      assertThat(array.sumNumber().intValue()).isEqualTo(23 * 12);
      assertThat(array.permute(2, 0, 1).dup('c')).isEqualTo(copy.permute(2, 0, 1).dup('c'));
      assertThat(array.reshape('c', 6, 4).mmul(Nd4j.ones(4, 1)).toFloatVector())
          .containsExactly(6, 22, 38, 54, 70, 86);
      assertThat(array.add(array)).isEqualTo(copy.mul(2));
      array.muli(0);
      assertThat(block.array(24).toFloatVector()).containsOnly(0);
    }
  }

  @Test
  void should_hold_arrays_that_repeat_rows() {
    try (MemoryBlock block = new MemoryBlock(DataType.FLOAT, 6)) {
      block.array(2, 3).assign(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}));
      INDArray repeats = block.strided(1, new long[] {2, 2, 3}, 3, 0, 1);
      assertThat(repeats.dup('c').reshape('c', 4, 3).toFloatMatrix())
          .isDeepEqualTo(new float[][] {{1, 2, 3}, {1, 2, 3}, {4, 5, 6}, {4, 5, 6}});
      assertThat(repeats.shapeInfoJava())
          .isEqualTo(
              Nd4j.create(repeats.data(), new long[] {2, 2, 3}, new long[] {3, 0, 1}, 0, 'c')
                  .shapeInfoJava());
    }
  }

  @Test
  void should_keep_arrays_of_different_places_apart() {
    try (MemoryBlock block = new MemoryBlock(DataType.FLOAT, 12)) {
      INDArray first = block.array(3, 4);
      INDArray second = block.view(1, 2, 6);
      INDArray third = block.view(2, 12);
      assertThat(first.sum(0).shape()).containsExactly(4);
      assertThat(second.sum(0).shape()).containsExactly(6);
      assertThat(third.sum(0).isScalar()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "16, 16", "17, 32", "100, 112", "1000, 1024", "1025, 1152", "1153, 1280"})
  void should_round_lengths_so_that_similar_ones_are_alike(long length, long rounded) {
    assertThat(MemoryBlock.rounded(length)).isEqualTo(rounded);
  }

  @Test
  void should_waste_no_more_than_an_eighth_of_what_is_not_small() {
    for (long length = 128; length < 1L << 40; length += 1 + length / 7) {
      assertThat(MemoryBlock.rounded(length)).isBetween(length, length + length / 8);
    }
  }

  @Test
  void should_free_its_memory_at_once() {
    MemoryBlock block = new MemoryBlock(DataType.FLOAT, 100);
    INDArray array = block.array(10, 10);
    block.close();
    assertThat(array.data().wasClosed()).isTrue();
  }
}
