package io.rappel.trainer.features;

import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.shard.FeatureRange;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.data.shard.Shard32;
import io.rappel.trainer.data.shard.Shard64;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.rows.Rows32;
import io.rappel.trainer.math.rows.Rows64;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes inputs of rows whose categories are codes of known levels. */
public final class RowEncoder implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;

  private final int inputs;
  private final int dense;
  private final double[] fill;
  private final double[] limits;
  private final Scaling scaling;
  private final int[] missingInput;
  private final DatePart[][] parts;
  private final int[][] partInput;
  private final Splines splines;
  private final int[][] inputOfCode;
  private final int[] inputOfMissing;
  private final int[] inputOfUnknown;

  /**
   * @param levels of each category, in the order of the codes that rows have
   */
  public RowEncoder(FeatureEncoder encoder, List<List<String>> levels) {
    inputs = encoder.inputs();
    dense = encoder.denseInputs();
    List<Feature> numbers =
        encoder.features().stream().filter(f -> f.kind() != FeatureKind.CATEGORY).toList();
    scaling = encoder.scaling();
    limits = encoder.limits();
    fill = numbers.stream().mapToDouble(Feature::fill).toArray();
    missingInput = new int[numbers.size()];
    parts = new DatePart[numbers.size()][];
    partInput = new int[numbers.size()][];
    splines = new Splines(numbers.size());
    inputOfCode = new int[levels.size()][];
    inputOfMissing = new int[levels.size()];
    inputOfUnknown = new int[levels.size()];
    int next = dense;
    int number = 0;
    int category = 0;
    for (Feature feature : encoder.features()) {
      if (feature.kind() == FeatureKind.CATEGORY) {
        next = placeCategory(feature, category, levels.get(category), next);
        category++;
      } else {
        next = placeNumber(feature, number++, next);
      }
    }
  }

  private int placeNumber(Feature feature, int number, int first) {
    missingInput[number] = NONE;
    List<DatePart> found = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int next = first;
    for (Encoding encoding : feature.encodings()) {
      if (encoding instanceof Missing) {
        missingInput[number] = next;
        next++;
      } else if (encoding instanceof Part part) {
        found.add(part.part());
        places.add(next);
        next += part.width();
      } else if (!(encoding instanceof Affine)) {
        splines.place(encoding, number, next);
        next += encoding.width();
      }
    }
    parts[number] = found.toArray(DatePart[]::new);
    partInput[number] = places.stream().mapToInt(i -> i).toArray();
    return next;
  }

  private int placeCategory(Feature feature, int category, List<String> codes, int first) {
    inputOfCode[category] = new int[codes.size()];
    Arrays.fill(inputOfCode[category], NONE);
    inputOfMissing[category] = NONE;
    inputOfUnknown[category] = NONE;
    if (feature.encodings().isEmpty()) {
      return first;
    }
    OneHot oneHot = (OneHot) feature.encodings().get(0);
    Map<String, Integer> place = new HashMap<>();
    oneHot.levels().forEach(level -> place.put(level, first + place.size()));
    int rest = oneHot.rest() ? first + oneHot.levels().size() : NONE;
    for (int code = 0; code < codes.size(); code++) {
      inputOfCode[category][code] = place.getOrDefault(codes.get(code), rest);
    }
    inputOfUnknown[category] = rest;
    inputOfMissing[category] = oneHot.missing() ? first + oneHot.width() - 1 : NONE;
    return first + oneHot.width();
  }

  int inputs() {
    return inputs;
  }

  int denseInputs() {
    return dense;
  }

  /** The number of an entry; what is missing is filled. */
  double filled(int column, double value) {
    return Double.isNaN(value) ? fill[column] : value;
  }

  /** Writes the numbers of a row; what is missing is filled. */
  void fill(RowPack pack, int row, double[] to) {
    double[] values = pack.values();
    int first = pack.start()[row];
    for (int j = 0; j < to.length; j++) {
      double value = values[first + j];
      to[j] = value == value ? value : fill[j];
    }
  }

  /** Scales numbers of these rows. */
  public FeatureRange range(Precision precision) {
    return new FeatureRange(scaling, limits, precision);
  }

  /**
   * Finds the bins of the numbers of some rows, column by column: a column's knots are then at hand
   * for all of them.
   *
   * @param bins row by row, a place for each number
   */
  void bins(RowPack pack, int from, int to, int[] bins) {
    for (int j = 0; j < fill.length; j++) {
      if (splines.has(j)) {
        for (int row = from, at = j; row < to; row++, at += fill.length) {
          bins[at] = splines.bin(j, filled(j, pack.value(pack.start()[row] + j)));
        }
      }
    }
  }

  /** Columns that are numbers. */
  int numbers() {
    return fill.length;
  }

  /**
   * Writes the inputs of a row that are not 0 and not shifted numbers, ascending within an
   * encoding.
   *
   * @param bins of {@link #bins}, those of the row from an index on
   * @param columns where the inputs are written
   * @param values where their values are written, between 0 and 1
   * @return how many they are, at most {@link #mostEntries()}
   */
  int entries(RowPack pack, int row, int[] bins, int firstBin, int[] columns, double[] values) {
    int n = 0;
    int first = pack.start()[row];
    for (int j = 0; j < fill.length; j++) {
      double value = pack.value(first + j);
      if (splines.has(j)) {
        n = splines.write(j, bins[firstBin + j], filled(j, value), columns, values, n);
      }
      int ones = n;
      if (Double.isNaN(value)) {
        if (missingInput[j] != NONE) {
          columns[n++] = missingInput[j];
        }
      } else if (parts[j].length > 0) {
        n = parts(j, value, columns, n);
      }
      Arrays.fill(values, ones, n, 1);
    }
    int ones = n;
    for (int c = 0; c < inputOfCode.length; c++) {
      int input = inputOfCode(c, pack.code(row, c));
      if (input != NONE) {
        columns[n++] = input;
      }
    }
    Arrays.fill(values, ones, n, 1);
    return n;
  }

  private int parts(int column, double seconds, int[] to, int at) {
    LocalDateTime moment = DatePart.moment(seconds);
    int n = at;
    for (int p = 0; p < parts[column].length && moment != null; p++) {
      to[n++] = partInput[column][p] + parts[column][p].of(moment);
    }
    return n;
  }

  private int inputOfCode(int category, int code) {
    return code >= 0
        ? inputOfCode[category][code]
        : code == RowTyping.MISSING_CODE ? inputOfMissing[category] : inputOfUnknown[category];
  }

  /** The most inputs of a row that are not 0 and not shifted numbers. */
  int mostEntries() {
    int most = inputOfCode.length;
    for (int j = 0; j < fill.length; j++) {
      most += splines.mostEntries(j) + Math.max(parts[j].length, missingInput[j] == NONE ? 0 : 1);
    }
    return most;
  }

  /** Bytes of a row's inputs in a precision, of rows that are not sparse, at the most. */
  public long bytesOfRow(Precision precision) {
    return (long) dense * precision.bytes()
        + (long) mostEntries() * (Integer.BYTES + precision.bytes());
  }

  /**
   * Encodes the rows of a shard.
   *
   * @param targets how targets are scaled
   * @throws io.rappel.trainer.data.DataException if a target is too large
   */
  public Shard shard(int id, RowPack pack, Scaling targets, Precision precision) {
    FeatureRange range = range(precision);
    int rows = pack.rows();
    return precision == Precision.FLOAT32
        ? new Shard32(id, pack, rows32(pack, 0, rows, rows, range), range, targets, precision)
        : new Shard64(id, pack, rows64(pack, 0, rows, rows, range), range, targets, precision);
  }

  /**
   * The rows from − to in float32.
   *
   * @param blockRows rows of the result; those beyond are 0
   * @param range of this encoder's, in the same precision
   */
  public Rows32 rows32(RowPack pack, int from, int to, int blockRows, FeatureRange range) {
    return EncodedRows32.of(this, pack, from, to, blockRows, range);
  }

  /** As {@link #rows32}, in float64. */
  public Rows64 rows64(RowPack pack, int from, int to, int blockRows, FeatureRange range) {
    return EncodedRows64.of(this, pack, from, to, blockRows, range);
  }
}
