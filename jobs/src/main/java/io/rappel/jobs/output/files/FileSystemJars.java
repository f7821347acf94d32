package io.rappel.jobs.output.files;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** The jars that Hadoop's file systems of object stores come in, which Spark does not bring. */
final class FileSystemJars {

  private static final Map<String, String> OF_HADOOP =
      Map.of(
          "s3a", "hadoop-aws",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "wasb", "hadoop-azure",
          "wasbs", "hadoop-azure",
          "oss", "hadoop-aliyun",
          "cosn", "hadoop-cos");

  private FileSystemJars() {}

  /** What to do about a path whose file system's classes are not here. */
  static String missing(Path path) {
    String scheme = path.toUri().getScheme();
    if (OF_HADOOP.containsKey(scheme)) {
      return "%s needs %s, which is not here; start with spark-submit --packages org.apache.hadoop:%s:%s"
          .formatted(path, OF_HADOOP.get(scheme), OF_HADOOP.get(scheme), VersionInfo.getVersion());
    }
    if ("gs".equals(scheme)) {
      return path
          + " needs Google's gcs-connector for Hadoop 3, which is not here; start with spark-submit --jars and its shaded jar";
    }
    return "%s is on no file system that Hadoop knows here%s"
        .formatted(
            path, "s3".equals(scheme) || "s3n".equals(scheme) ? "; write s3a:// instead" : "");
  }
}
