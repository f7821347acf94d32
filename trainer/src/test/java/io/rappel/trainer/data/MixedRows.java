package io.rappel.trainer.data;

import io.rappel.trainer.data.hash.ContentHash;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.data.profile.TableProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of mixed columns, for tests: a cell is a number, a text, a moment as a Long, or null. */
public final class MixedRows {

  private MixedRows() {}

  /**
   * A batch.
   *
   * @param rows each of as many cells as there are features, and after them the one label
   */
  public static RowBatch batch(List<Object[]> rows) {
    int columns = rows.get(0).length - 1;
    long[][] cells = new long[columns + 1][rows.size()];
    Texts[] texts = new Texts[columns + 1];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j <= columns; j++) {
        cells[j][i] = cell(rows.get(i)[j], j, texts);
      }
    }
    long[][] features = new long[columns][];
    System.arraycopy(cells, 0, features, 0, columns);
    Texts[] featureTexts = new Texts[columns];
    System.arraycopy(texts, 0, featureTexts, 0, columns);
    return RowBatch.table(
        rows.size(),
        features,
        featureTexts,
        new long[][] {cells[columns]},
        new Texts[] {texts[columns]},
        null);
  }

  private static long cell(Object value, int column, Texts[] texts) {
    if (value == null) {
      return Cell.MISSING;
    }
    if (value instanceof Long seconds) {
      return Cell.moment(seconds);
    }
    if (value instanceof Double number) {
      return Cell.number(number);
    }
    if (texts[column] == null) {
      texts[column] = new Texts();
    }
    return Cell.text(texts[column].code((String) value));
  }

  /** The profile of rows. */
  public static TableProfile profile(List<Object[]> rows) {
    TableProfile profile = new TableProfile(rows.get(0).length - 1, 1);
    RowHashes hashes = new RowHashes();
    RowBatch batch = batch(rows);
    hashes.compute(batch);
    profile.add(batch, hashes);
    return profile;
  }

  /** The hash of a row. */
  public static ContentHash hash(Object... cells) {
    RowHashes hashes = new RowHashes();
    hashes.compute(batch(List.<Object[]>of(cells)));
    return ContentHash.of(hashes.high(0), hashes.low(0));
  }

  /** A pack of rows, none of them held out. */
  public static RowPack pack(List<Object[]> rows, RowTyping typing) {
    return RowPack.of(batch(rows), typing, false);
  }

  /** Rows with every kind of cell, made of a seed. */
  public static List<Object[]> random(long seed, int count) {
    Random random = new Random(seed);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object number = random.nextInt(10) == 0 ? null : (Object) (double) random.nextInt(50);
      Object level = random.nextInt(8) == 0 ? null : "level" + random.nextInt(12);
      Object truth = random.nextBoolean() ? "true" : "false";
      Object moment = random.nextInt(9) == 0 ? null : (Object) (random.nextInt(90_000) * 3600L);
      rows.add(new Object[] {number, level, truth, moment, random.nextBoolean() ? "yes" : "no"});
    }
    return rows;
  }
}
