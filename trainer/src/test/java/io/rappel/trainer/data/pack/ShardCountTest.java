package io.rappel.trainer.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardCountTest {

  private static final long MIB = 1L << 20;

  @Property
  void isAPowerOfTwoOfShardsOfAFewMebibytes(
      @ForAll @LongRange(min = 1, max = 1L << 40) long rows,
      @ForAll @LongRange(min = 1, max = 1L << 46) long bytes) {
    int shards = ShardCount.of(rows, bytes);

    assertThat(Integer.bitCount(shards)).isEqualTo(1);
    assertThat(bytes / shards).isLessThanOrEqualTo(4 * MIB + 4 * MIB / shards);
    assertThat(shards == 1 || rows / shards >= 512 || bytes / shards >= 2 * MIB).isTrue();
  }

  @Property
  void moreRowsNeverMakeFewerShards(
      @ForAll @LongRange(min = 1, max = 1L << 40) long rows,
      @ForAll @LongRange(max = 1L << 40) long more) {
    assertThat(ShardCount.of(rows + more, 8 * (rows + more)))
        .isGreaterThanOrEqualTo(ShardCount.of(rows, 8 * rows));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2047, 1", "2048, 2", "3072, 4", "5000, 4", "262144, 256", "10000000, 256"})
  void ofNarrowRows(long rows, int shards) {
    assertThat(ShardCount.of(rows, 8)).isEqualTo(shards);
  }
}
