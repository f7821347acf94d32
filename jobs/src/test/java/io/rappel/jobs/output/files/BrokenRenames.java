package io.rappel.jobs.output.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A folder of this machine whose renames never succeed. Under the scheme {@code halves} they copy
 * half of what they should move and then fail, under {@code refuses} they do nothing and say so.
 */
public final class BrokenRenames extends RawLocalFileSystem {

  /** Settings that make both schemes known. */
  public static final String SETTINGS =
      "--conf spark.hadoop.fs.halves.impl=%1$s --conf spark.hadoop.fs.refuses.impl=%1$s "
          .formatted(BrokenRenames.class.getName());

  private String scheme;

  @Override
  public void initialize(URI uri, Configuration configuration) throws IOException {
    scheme = uri.getScheme();
    super.initialize(uri, configuration);
  }

  @Override
  public URI getUri() {
    return URI.create(scheme + ":///");
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (scheme.equals("refuses")) {
      return false;
    }
    copyHalf(pathToFile(from).toPath(), pathToFile(to).toPath());
    throw new IOException("the connection is lost");
  }

  private static void copyHalf(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      byte[] bytes = Files.readAllBytes(from);
      Files.write(to, Arrays.copyOf(bytes, bytes.length / 2));
      return;
    }
    Files.createDirectories(to);
    try (Stream<java.nio.file.Path> files = Files.list(from)) {
      for (java.nio.file.Path file : files.sorted().toList()) {
        copyHalf(file, to.resolve(file.getFileName()));
      }
    }
  }
}
