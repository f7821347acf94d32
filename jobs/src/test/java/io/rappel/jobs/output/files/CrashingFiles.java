package io.rappel.jobs.output.files;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkEnv;

/** Files of this machine that the driver can read, and whose reading ends an executor's process. */
public final class CrashingFiles extends RawLocalFileSystem {

  /** The setting that makes it known, by the scheme {@code crash}. */
  public static final String SETTING =
      "spark.hadoop.fs.crash.impl=" + CrashingFiles.class.getName();

  /** As of a process that has aborted itself, such as in native code. */
  private static final int ABORTED = 134;

  @Override
  public URI getUri() {
    return URI.create("crash:///");
  }

  @Override
  public String getScheme() {
    return "crash";
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    SparkEnv here = SparkEnv.get();
    if (here != null && !here.executorId().equals("driver")) {
      Runtime.getRuntime().halt(ABORTED);
    }
    return super.open(file, bufferSize);
  }
}
