package io.rappel.trainer.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column's rows in bins.
 *
 * @param counts of each bin of {@link ColumnBins}
 * @param unknown some of the levels that are none of the bins', the alphabetically first
 */
public record ColumnCounts(ColumnBins bins, List<Long> counts, List<String> unknown) {

  public ColumnCounts {
    counts = List.copyOf(counts);
    unknown = List.copyOf(unknown);
    if (counts.size() != bins.count()) {
      throw new IllegalArgumentException(
          "column '%s' has %d counts, not %d".formatted(bins.name(), counts.size(), bins.count()));
    }
  }

  /** All rows. */
  public long rows() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  long count(int bin) {
    return counts.get(bin);
  }

  /** Share of the rows in a bin; 0 where there are none. */
  double share(int bin) {
    long rows = rows();
    return rows == 0 ? 0 : (double) counts.get(bin) / rows;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", bins.name());
    map.put("kind", bins.kind().toString());
    if (bins.isOfLevels()) {
      map.put("levels", bins.levels());
      map.put("unknown", unknown);
    } else {
      map.put("edges", bins.edges());
    }
    map.put("counts", counts);
    return map;
  }
}
