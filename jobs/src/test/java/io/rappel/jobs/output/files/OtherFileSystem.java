package io.rappel.jobs.output.files;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A folder of this machine as Hadoop would have it anywhere: nothing is known of it but Hadoop. */
public final class OtherFileSystem extends RawLocalFileSystem {

  /** A configuration that knows it, by the scheme {@code other}. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.other.impl", OtherFileSystem.class, RawLocalFileSystem.class);
    return configuration;
  }

  @Override
  public URI getUri() {
    return URI.create("other:///");
  }

  @Override
  public String getScheme() {
    return "other";
  }
}
