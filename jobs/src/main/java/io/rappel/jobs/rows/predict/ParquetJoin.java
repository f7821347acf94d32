package io.rappel.jobs.rows.predict;

import io.rappel.jobs.spark.SparkInternals;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/** Joins files of Parquet whose groups of rows are copied byte by byte, without decoding them. */
final class ParquetJoin {

  private ParquetJoin() {}

  /**
   * Writes one file.
   *
   * @param parts of one schema, at least one, in the order of their rows
   */
  static void join(List<Path> parts, Path joined, Configuration hadoop) throws IOException {
    FileMetaData first;
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(parts.get(0), hadoop))) {
      first = reader.getFooter().getFileMetaData();
    }
    ParquetFileWriter writer =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(joined, hadoop),
            first.getSchema(),
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    try {
      writer.start();
      for (Path part : parts) {
        writer.appendFile(HadoopInputFile.fromPath(part, hadoop));
      }
      writer.end(first.getKeyValueMetaData());
    } finally {
      SparkInternals.close(writer);
    }
  }
}
