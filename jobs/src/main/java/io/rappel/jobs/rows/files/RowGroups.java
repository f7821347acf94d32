package io.rappel.jobs.rows.files;

import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The groups of rows of Parquet files. Spark reads a group in one task, and many programs write
 * files of a single large one.
 */
public final class RowGroups {

  private final Map<Path, List<Group>> groups = new HashMap<>();
  private final Set<String> plain = new HashSet<>();

  /** Rows, and the place in the file by which Spark decides whose split they belong to. */
  private record Group(long middle, long rows) {}

  private RowGroups() {}

  /**
   * Reads footers.
   *
   * @throws DataException if one cannot be read
   */
  public static RowGroups of(List<Path> files, Configuration hadoop) {
    RowGroups found = new RowGroups();
    for (Path file : files) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
        found.add(file, reader.getRowGroups());
      } catch (IOException e) {
        throw new DataException(
            "%s is damaged or cut short (%s)".formatted(InputFiles.display(file), e.getMessage()),
            e);
      }
    }
    return found;
  }

  private void add(Path file, List<BlockMetaData> blocks) {
    List<Group> ofFile = new ArrayList<>();
    for (BlockMetaData block : blocks) {
      long middle = block.getStartingPos() + block.getCompressedSize() / 2;
      ofFile.add(new Group(middle, block.getRowCount()));
      block.getColumns().stream()
          .filter(RowGroups::isPlain)
          .forEach(column -> plain.add(column.getPath().toDotString()));
    }
    groups.put(file, ofFile);
  }

  private static boolean isPlain(ColumnChunkMetaData column) {
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    EncodingStats encodings = column.getEncodingStats();
    return (type == PrimitiveTypeName.DOUBLE || type == PrimitiveTypeName.FLOAT)
        && encodings != null
        && encodings.hasNonDictionaryEncodedPages();
  }

  /** Rows of all files. */
  public long rows() {
    return groups.values().stream().flatMap(List::stream).mapToLong(Group::rows).sum();
  }

  /** Rows that a task reads of a split of a file. */
  public long rows(Path file, long start, long length) {
    return groups.getOrDefault(file, List.of()).stream()
        .filter(group -> group.middle >= start && group.middle < start + length)
        .mapToLong(Group::rows)
        .sum();
  }

  /** Columns of fractions whose values are too many for a dictionary, as their writer found. */
  public Set<String> plain() {
    return plain;
  }
}
