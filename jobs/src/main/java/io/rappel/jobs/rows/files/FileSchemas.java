package io.rappel.jobs.rows.files;

import io.rappel.jobs.text.Sentences;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of all files of a set, which must agree by name, in any order. Numbers may differ in
 * width, and are read in one that holds all of them.
 */
public final class FileSchemas {

  private static final int READERS = 16;

  private final Path first;
  private final LinkedHashMap<String, StructField> columns = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new HashMap<>();
  private final Set<String> indexes = new HashSet<>();
  private final Map<Path, StructType> schemas = new LinkedHashMap<>();

  private FileSchemas(Path first, FileSchema schema) {
    this.first = first;
    for (StructField field : schema.columns().fields()) {
      columns.put(field.name(), field);
    }
    unreadable.putAll(schema.unreadable());
  }

  /**
   * Reads the footers of all files, several at a time.
   *
   * @throws DataException if one is damaged, or their columns do not agree
   */
  public static FileSchemas read(
      InputFiles files, RowFormat format, Configuration hadoop, SQLConf settings) {
    List<Path> paths = files.nonEmpty();
    List<FileSchema> found = footers(paths, format, hadoop, settings);
    FileSchemas schemas = new FileSchemas(paths.get(0), found.get(0));
    for (int i = 0; i < paths.size(); i++) {
      schemas.add(paths.get(i), found.get(i));
    }
    return schemas;
  }

  private static List<FileSchema> footers(
      List<Path> paths, RowFormat format, Configuration hadoop, SQLConf settings) {
    List<Callable<FileSchema>> tasks = new ArrayList<>();
    paths.forEach(path -> tasks.add(() -> footer(path, format, hadoop, settings)));
    ExecutorService readers = Executors.newFixedThreadPool(Math.min(READERS, paths.size()));
    try {
      List<FileSchema> found = new ArrayList<>();
      for (Future<FileSchema> result : readers.invokeAll(tasks)) {
        found.add(result.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DataException data
          ? data
          : new IllegalStateException("cannot read the schemas of files", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the schemas of files were read", e);
    } finally {
      readers.shutdownNow();
    }
  }

  private static FileSchema footer(
      Path path, RowFormat format, Configuration hadoop, SQLConf settings) {
    try {
      return format == RowFormat.PARQUET
          ? FileSchema.ofParquet(path, hadoop, settings)
          : ReadFailure.translate(InputFiles.display(path), () -> FileSchema.ofOrc(path, hadoop));
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException data) {
        throw data;
      }
      throw new DataException(
          "%s is damaged or cut short (%s)".formatted(InputFiles.display(path), e.getMessage()), e);
    }
  }

  private void add(Path file, FileSchema found) {
    indexes.addAll(found.indexes());
    Set<String> names = new HashSet<>(found.unreadable().keySet());
    found.unreadable().forEach((name, type) -> requireUnreadable(file, name, type));
    for (StructField field : found.columns().fields()) {
      names.add(field.name());
      if (unreadable.containsKey(field.name())) {
        throw differs(file, field.name(), typed(field), "of " + unreadable.get(field.name()));
      }
      StructField known = columns.get(field.name());
      if (known == null) {
        throw additional(file, field.name());
      }
      DataType type = WiderType.of(known.dataType(), field.dataType());
      if (type == null) {
        throw differs(file, field.name(), typed(field), typed(known));
      }
      columns.put(field.name(), new StructField(known.name(), type, true, known.metadata()));
    }
    requireAll(file, names);
    schemas.put(file, found.columns());
  }

  private void requireUnreadable(Path file, String column, String type) {
    if (columns.containsKey(column)) {
      throw differs(file, column, "of " + type, typed(columns.get(column)));
    }
    if (!unreadable.containsKey(column)) {
      throw additional(file, column);
    }
  }

  private DataException additional(Path file, String column) {
    return new DataException(
        "%s has a column '%s', which %s does not have"
            .formatted(InputFiles.display(file), column, InputFiles.display(first)));
  }

  private void requireAll(Path file, Set<String> names) {
    List<String> expected = new ArrayList<>(columns.keySet());
    expected.addAll(unreadable.keySet());
    for (String name : expected) {
      if (!names.contains(name)) {
        throw new DataException(
            "%s has no column '%s', which %s has"
                .formatted(InputFiles.display(file), name, InputFiles.display(first)));
      }
    }
  }

  private static String typed(StructField field) {
    return Sentences.shortened(field.dataType().simpleString());
  }

  private DataException differs(Path file, String column, String type, String expected) {
    return new DataException(
        "column '%s' is %s in %s and %s in %s"
            .formatted(
                column, type, InputFiles.display(file), expected, InputFiles.display(first)));
  }

  /** The columns that all files have, in the order of the first, each wide enough for all. */
  StructType columns() {
    return new StructType(columns.values().toArray(StructField[]::new));
  }

  /** Columns of types that Spark does not know, and these types. */
  public Map<String, String> unreadable() {
    return unreadable;
  }

  /** Columns that are an index of pandas in some file. */
  public Set<String> indexes() {
    return indexes;
  }

  /** Whether all files can be read with the types of {@link #columns}. */
  boolean uniform() {
    return schemas.keySet().stream().allMatch(this::isUniform);
  }

  private boolean isUniform(Path file) {
    for (StructField field : schemas.get(file).fields()) {
      if (!WiderType.same(field.dataType(), columns.get(field.name()).dataType())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The files of a list by the types of their columns, which are in the order of the first file.
   */
  Map<StructType, List<Path>> byTypes(List<Path> files) {
    Map<StructType, List<Path>> groups = new LinkedHashMap<>();
    for (Path file : files) {
      StructType own = schemas.get(file);
      if (own != null) {
        StructField[] fields =
            columns.keySet().stream()
                .map(name -> own.apply(name))
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new);
        groups.computeIfAbsent(new StructType(fields), types -> new ArrayList<>()).add(file);
      }
    }
    return groups;
  }
}
