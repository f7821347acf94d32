package io.rappel.jobs.rows.source;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Texts;
import io.rappel.trainer.data.hash.RowHashes;
import io.rappel.trainer.data.profile.TableProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;

/** What a source's batches say, in words that can be compared. */
final class Batches {

  private Batches() {}

  /** How rows become batches. */
  enum Way {
    ROWS,
    BATCHES;

    JavaRDD<RowBatch> of(RowSource.ReadableRows rows, BatchMaker maker) {
      return this == ROWS ? rows.rows().mapPartitions(maker) : rows.batches(maker);
    }
  }

  /** All that is said of the rows: a text for each row, and one for each batch. */
  static List<String> of(FileSource source, RowBatches maker, Way way) {
    return source.read(new ToTexts(maker, way)).texts();
  }

  /** Every column but the last is a feature, and the last a label. */
  static RowBatches maker(RowSource source, Set<String> categories, String weight) {
    List<String> names = List.of(source.schema().fieldNames());
    List<String> features = new ArrayList<>(names.subList(0, names.size() - 1));
    features.remove(weight);
    return new RowBatches(
        source.columns(
            features,
            List.of(names.get(names.size() - 1)),
            weight,
            -1,
            categories,
            new CellRules(List.of("NA", "null", "-999", "?", "1e3"), null)));
  }

  private record Found(List<String> texts, long malformed) {}

  private record ToTexts(RowBatches maker, Way way) implements RowSource.Pass<Found> {

    @Override
    public Found over(RowSource.ReadableRows rows) {
      List<String> texts = way.of(rows, maker).flatMap(b -> texts(b).iterator()).collect();
      return new Found(texts, texts.stream().filter(text -> text.equals("malformed")).count());
    }

    @Override
    public long malformed(Found found) {
      return found.malformed();
    }

    @Override
    public boolean isEmpty(Found found) {
      return found.texts().isEmpty();
    }

    @Override
    public void discard(Found found) {}
  }

  private static List<String> texts(RowBatch batch) {
    RowHashes hashes = new RowHashes();
    hashes.compute(batch);
    TableProfile profile = new TableProfile(batch.columns(), batch.labels());
    profile.add(batch, hashes);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < batch.rows(); i++) {
      StringBuilder row = new StringBuilder();
      for (int j = 0; j < batch.columns(); j++) {
        row.append(text(batch.column(j)[i], batch.texts(j))).append(" | ");
      }
      for (int t = 0; t < batch.labels(); t++) {
        row.append(text(batch.label(t)[i], batch.labelTexts(t))).append(" | ");
      }
      row.append(batch.hasWeights() ? Long.toHexString(batch.weights()[i]) : "no weight");
      texts.add(row.append(' ').append(hashes.high(i)).append(hashes.low(i)).toString());
    }
    for (long k = 0; k < profile.malformed(); k++) {
      texts.add("malformed");
    }
    texts.add(
        "%d rows, suspect %s, spellings %s"
            .formatted(profile.rows(), profile.suspect(), profile.label(0).spellings()));
    return texts;
  }

  private static String text(long cell, Texts texts) {
    return Cell.isText(cell)
        ? "'" + texts.text(Cell.code(cell)) + "' " + texts.hash(Cell.code(cell))
        : Cell.isMoment(cell)
            ? "moment " + Cell.seconds(cell)
            : Cell.isMissing(cell) ? "missing" : Cell.value(cell) + "";
  }
}
