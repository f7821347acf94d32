package io.rappel.trainer.model;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.ModelFormatException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A damaged model is refused with our own error, or was not damaged where it matters. */
class ModelFuzzTest {

  private static final List<String> FILES =
      List.of("model.json", "weights.safetensors", "status.json");
  private static final Model MODEL = ExampleModels.regression(Precision.FLOAT32, 4);
  private static final MemoryDirectory VALID = MemoryDirectory.with(MODEL);

  @Property(tries = 1000)
  void flippedBytes(
      @ForAll @IntRange(max = 2) int file,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 16) Integer> places,
      @ForAll @IntRange(min = 1, max = 255) int mask) {
    byte[] bytes = VALID.files.get(FILES.get(file)).clone();
    places.forEach(place -> bytes[place % bytes.length] ^= (byte) mask);
    check(FILES.get(file), bytes);
  }

  @Property(tries = 1000)
  void insertedOrRemovedBytes(
      @ForAll @IntRange(max = 2) int file,
      @ForAll @IntRange(max = 1 << 16) int from,
      @ForAll @IntRange(max = 1 << 16) int to,
      @ForAll byte[] inserted) {
    byte[] bytes = VALID.files.get(FILES.get(file));
    int start = from % (bytes.length + 1);
    int end = Math.max(start, to % (bytes.length + 1));
    byte[] changed = Arrays.copyOf(bytes, start + inserted.length + bytes.length - end);
    System.arraycopy(inserted, 0, changed, start, inserted.length);
    System.arraycopy(bytes, end, changed, start + inserted.length, bytes.length - end);
    check(FILES.get(file), changed);
  }

  @Example
  void everyTruncation() {
    for (String file : FILES) {
      byte[] bytes = VALID.files.get(file);
      for (int length = 0; length < bytes.length; length++) {
        check(file, Arrays.copyOf(bytes, length));
      }
    }
  }

  @Example
  void everyFlippedBit() {
    for (String file : FILES) {
      byte[] bytes = VALID.files.get(file);
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        check(file, flipped);
      }
    }
  }

  private static void check(String file, byte[] bytes) {
    MemoryDirectory damaged = new MemoryDirectory();
    damaged.files.putAll(VALID.files);
    damaged.files.put(file, bytes);
    Model model;
    try {
      model = ModelFormat.load(damaged);
    } catch (ModelFormatException refused) {
      return;
    }
    ModelAssertions.assertSame(model, MODEL);
  }
}
