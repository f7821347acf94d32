package io.rappel.trainer.features;

import java.io.Serializable;
import java.util.List;

/** A way in which a column's cell becomes inputs of the network. */
public sealed interface Encoding extends Serializable {

  /** How many inputs it becomes. */
  int width();

  /**
   * A number, shifted and scaled: (x − offset) · factor.
   *
   * @param factor finite, not negative; 0: the number is ignored
   */
  record Affine(double offset, double factor) implements Encoding {
    public Affine {
      if (!Double.isFinite(offset) || !(factor >= 0) || !Double.isFinite(factor)) {
        throw new IllegalArgumentException(
            "an offset of %s and a factor of %s are no scaling".formatted(offset, factor));
      }
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /** 1 where nothing is there, otherwise 0. */
  record Missing() implements Encoding {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * An input for each level, 1 for that of the cell, otherwise 0.
   *
   * @param levels the most frequent first
   * @param rest whether an input more stands for all other levels
   * @param missing whether an input more, the last one, stands for cells with nothing in them
   */
  record OneHot(List<String> levels, boolean rest, boolean missing) implements Encoding {
    public OneHot {
      levels = List.copyOf(levels);
    }

    @Override
    public int width() {
      return levels.size() + (rest ? 1 : 0) + (missing ? 1 : 0);
    }
  }

  /** An input for each value of a part of a date, 1 for that of the cell, otherwise 0. */
  record Part(DatePart part) implements Encoding {
    @Override
    public int width() {
      return part.count();
    }
  }
}
