package io.rappel.jobs.rows.files;

import io.rappel.jobs.rows.cell.Cells;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns in the names of folders, such as {@code country=CH}. */
public final class PartitionFolders {

  private PartitionFolders() {}

  /** The columns' names. */
  public static Set<String> columns(Collection<Path> files) {
    Set<String> names = new LinkedHashSet<>();
    folders(files).forEach(folder -> names.add(folder.substring(0, folder.indexOf('='))));
    return names;
  }

  /** Columns with values such as 007, which Spark would take for the number 7. */
  static Set<String> codes(Collection<Path> files) {
    Set<String> names = new HashSet<>();
    for (String folder : folders(files)) {
      int equals = folder.indexOf('=');
      String value = folder.substring(equals + 1);
      if (Cells.isNumber(value) && Cells.isCode(value)) {
        names.add(folder.substring(0, equals));
      }
    }
    return names;
  }

  private static Set<String> folders(Collection<Path> files) {
    Set<Path> parents = new LinkedHashSet<>();
    files.forEach(file -> parents.add(file.getParent()));
    Set<String> folders = new LinkedHashSet<>();
    for (Path parent : parents) {
      for (Path path = parent; path != null && path.getName().indexOf('=') > 0; ) {
        folders.add(path.getName());
        path = path.getParent();
      }
    }
    return folders;
  }

  /** The schema with some columns as text. */
  static StructType asText(StructType schema, Set<String> columns) {
    StructField[] fields = schema.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      if (columns.contains(fields[i].name())) {
        fields[i] = DataTypes.createStructField(fields[i].name(), DataTypes.StringType, true);
      }
    }
    return new StructType(fields);
  }
}
