package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.cell.LibsvmLine;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.profile.TableProfile;
import java.util.List;
import org.apache.spark.sql.Row;

/** What may be wrong with rows of LIBSVM. */
public final class LibsvmCheck {

  private LibsvmCheck() {}

  /**
   * @throws DataException if there are no rows, or some are malformed
   */
  public static void check(RowSource source, TableProfile profile) {
    if (profile.malformed() > 0) {
      source.requireDecodable();
      RowMatches found = source.find(List.of(LibsvmCheck::fault)).get(0);
      throw new DataException(
          "%s: %s is no row of LIBSVM, because %s"
              .formatted(
                  Sentences.count(found.count(), "malformed row"),
                  found.place(),
                  Sentences.shortened(found.value())));
    }
    if (profile.rows() == 0) {
      throw new DataException(source + " has no rows");
    }
  }

  private static String fault(Row row) {
    try {
      LibsvmLine.parse(row.getString(0));
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
