package io.rappel.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockRowsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1024",
    "8192, 1024",
    "8193, 512",
    "10000, 512",
    "100000, 64",
    "1000000, 8",
    "20000000, 8"
  })
  void blocksOfWideLayersHaveFewerRows(int width, int rows) {
    Network hidden =
        Network.of(3, new int[] {width, 2}, 1, true, Activation.RELU, Activation.IDENTITY);
    Network output = Network.of(3, new int[] {2}, width, true, Activation.RELU, Activation.EXP);

    assertThat(hidden.blockRows(1024)).isEqualTo(rows);
    assertThat(output.blockRows(1024)).isEqualTo(rows);
    assertThat(output.blockRows(256)).isEqualTo(Math.min(256, rows));
  }

  @ParameterizedTest
  @CsvSource({"9000", "5000000"})
  void wideInputsChangeNothing(int inputs) {
    Network wide = Network.of(inputs, new int[0], 1, true, Activation.RELU, Activation.IDENTITY);

    assertThat(wide.blockRows(1024)).isEqualTo(1024);
  }
}
