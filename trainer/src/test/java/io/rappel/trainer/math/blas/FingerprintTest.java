package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.math.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTest {

  /** Blocks of OpenBLAS's kernels for one processor and another are among these. */
  @Test
  void tellsLibrariesApartThatDifferBeyondTheirBlocksAlone() {
    BlockedMultiply plain = BlockedMultiply.ofInner(320);
    Stream<BlockedMultiply> others =
        Stream.of(
            BlockedMultiply.ofInner(384),
            BlockedMultiply.ofInner(448),
            BlockedMultiply.ofInner(768),
            plain.backwardsFromRow(1000),
            plain.backwardsFromRow(1534),
            plain.backwardsFromColumn(1000),
            plain.backwardsFromColumn(1534));
    String fingerprint = Fingerprint64.of(plain, true);

    assertThat(Fingerprint64.of(BlockedMultiply.ofInner(320), true)).isEqualTo(fingerprint);
    assertThat(others.map(other -> Fingerprint64.of(other, true)))
        .doesNotContain(fingerprint)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheLibrariesOfThisJvmApart(Precision precision) {
    Set<String> fingerprints = new HashSet<>();
    for (BlasKind kind : BlasKind.values()) {
      fingerprints.add(Arithmetic.of(kind).fingerprint(precision));
    }

    assertThat(fingerprints).hasSameSizeAs(List.of(BlasKind.values()));
  }
}
