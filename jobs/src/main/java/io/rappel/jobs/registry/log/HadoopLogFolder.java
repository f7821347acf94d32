package io.rappel.jobs.registry.log;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.NewFile;
import io.rappel.trainer.data.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files {@code 0000000017.json} in a folder of any Hadoop file system. */
final class HadoopLogFolder implements LogFolder {

  private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.json");
  private static final int MOST_BYTES = 1 << 26;

  private final FileSystem files;
  private final Path folder;

  HadoopLogFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  @Override
  public SortedSet<Long> numbers() throws IOException {
    SortedSet<Long> numbers = new TreeSet<>();
    for (FileStatus file : list()) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (name.matches()) {
        numbers.add(Long.parseLong(name.group(1)));
      }
    }
    return numbers;
  }

  private FileStatus[] list() throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      throw new DataException(
          "the log of registry %s is not there: put its folder %s back from a copy"
              .formatted(HadoopPaths.display(folder.getParent()), folder.getName()));
    }
  }

  @Override
  public String name(long number) {
    return HadoopPaths.display(file(number));
  }

  @Override
  public Optional<byte[]> read(long number) throws IOException {
    try (InputStream in = files.open(file(number))) {
      return Optional.of(in.readNBytes(MOST_BYTES));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void create(long number, byte[] bytes) throws IOException {
    NewFile.write(files, file(number), bytes);
  }

  private Path file(long number) {
    return new Path(folder, "%010d.json".formatted(number));
  }
}
