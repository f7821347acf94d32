package io.rappel.jobs.rows.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.TypeDescription;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The columns of one file of Parquet or ORC, as its footer has them.
 *
 * @param columns those that Spark can read
 * @param unreadable the types of the others, by name
 * @param indexes columns that are an index of pandas and no data
 */
record FileSchema(StructType columns, Map<String, String> unreadable, Set<String> indexes) {

  private static final String OF_SPARK = "org.apache.spark.sql.parquet.row.metadata";
  private static final String OF_PANDAS = "pandas";

  /** Reads the footer of a file of Parquet. */
  static FileSchema ofParquet(Path file, Configuration hadoop, SQLConf settings)
      throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(hadoop, file)
            .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
            .build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop), options)) {
      FileMetaData footer = reader.getFileMetaData();
      Map<String, String> entries = footer.getKeyValueMetaData();
      Set<String> indexes = indexes(entries.get(OF_PANDAS));
      StructType columns = ofSpark(entries.get(OF_SPARK));
      FileSchema found =
          columns == null
              ? converted(footer.getSchema(), new ParquetToSparkSchemaConverter(settings), indexes)
              : new FileSchema(columns, Map.of(), indexes);
      return found.withoutTimes(footer.getSchema());
    }
  }

  /** Times of day are known to Spark from 4.1 on, which then refuses to read a file of them. */
  private FileSchema withoutTimes(MessageType schema) {
    if (!columns.existsRecursively(FileSchema::isTime)) {
      return this;
    }
    List<StructField> others = new ArrayList<>();
    Map<String, String> refused = new HashMap<>(unreadable);
    for (StructField field : columns.fields()) {
      if (field.dataType().existsRecursively(FileSchema::isTime)) {
        refused.put(field.name(), described(schema.getType(field.name())));
      } else {
        others.add(field);
      }
    }
    return new FileSchema(new StructType(others.toArray(StructField[]::new)), refused, indexes);
  }

  /** By its name, as older versions have no such class. */
  private static boolean isTime(DataType type) {
    return type.typeName().startsWith("time(");
  }

  /** What Spark has noted; null: nothing, or types that are not here: MLlib's, or a later one's. */
  private static StructType ofSpark(String json) {
    if (json == null) {
      return null;
    }
    try {
      return (StructType) ReadFailure.<DataType>loading(() -> DataType.fromJson(json));
    } catch (ClassNotFoundException | IllegalArgumentException e) {
      return null;
    }
  }

  private static FileSchema converted(
      MessageType schema, ParquetToSparkSchemaConverter converter, Set<String> indexes) {
    try {
      return new FileSchema(read(converter, schema), Map.of(), indexes);
    } catch (AnalysisException | SparkException e) {
      return columnByColumn(schema, converter, indexes);
    }
  }

  private static FileSchema columnByColumn(
      MessageType schema, ParquetToSparkSchemaConverter converter, Set<String> indexes) {
    StructType columns = new StructType();
    Map<String, String> unreadable = new HashMap<>();
    for (Type field : schema.getFields()) {
      try {
        StructType one = read(converter, new MessageType(schema.getName(), field));
        columns = columns.add(one.apply(0));
      } catch (AnalysisException | SparkException e) {
        unreadable.put(field.getName(), described(field));
      }
    }
    return new FileSchema(columns, unreadable, indexes);
  }

  private static StructType read(ParquetToSparkSchemaConverter converter, MessageType schema)
      throws AnalysisException, SparkException {
    return ReadFailure.declared(() -> converter.convert(schema));
  }

  private static String described(Type field) {
    if (!field.isPrimitive()) {
      return "nested type";
    }
    String storage = field.asPrimitiveType().getPrimitiveTypeName().toString();
    return field.getLogicalTypeAnnotation() == null
        ? "type " + storage
        : "type %s (%s)".formatted(storage, field.getLogicalTypeAnnotation());
  }

  /** Names of the index's columns by what pandas says in its files; an index may have none. */
  private static Set<String> indexes(String pandas) {
    Set<String> names = new HashSet<>();
    if (pandas != null) {
      try {
        JsonNode columns = new ObjectMapper().readTree(pandas).path("index_columns");
        columns.forEach(
            column -> {
              if (column.isTextual()) {
                names.add(column.asText());
              }
            });
      } catch (JsonProcessingException e) {
        return Set.of();
      }
    }
    return names;
  }

  /** Reads the footer of a file of ORC; one without columns has none. */
  static FileSchema ofOrc(Path file, Configuration hadoop) {
    Option<TypeDescription> found = OrcUtils.readSchema(file, hadoop, false);
    StructType columns =
        found.isEmpty() ? new StructType() : OrcUtils.toCatalystSchema(found.get());
    return new FileSchema(columns, Map.of(), Set.of());
  }
}
