package io.rappel.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "abc,abc,0",
    "ABC,abc,0",
    "abc,acb,1",
    "abc,ab,1",
    "abc,xbc,1",
    "abc,'',3",
    "kitten,sitting,3"
  })
  void countsEdits(String a, String b, int edits) {
    assertThat(EditDistance.between(a, b)).isEqualTo(edits);
    assertThat(EditDistance.between(b, a)).isEqualTo(edits);
  }
}
