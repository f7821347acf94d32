package io.rappel.trainer.math.blas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that this process holds in its memory, as Linux tells. */
final class MappedFiles {

  private static final Path MAPS = Path.of("/proc/self/maps");

  /** Address, permissions, offset, device, inode; then the path. */
  private static final Pattern LINE =
      Pattern.compile("\\S+ +\\S+ +\\S+ +\\S+ +\\d+ +(/.*?)( \\(deleted\\))?");

  private MappedFiles() {}

  /** The paths of the mapped files whose names begin so, deleted ones too. */
  static Set<Path> named(String beginning) throws IOException {
    return Files.readAllLines(MAPS).stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> Path.of(line.group(1)))
        .filter(path -> path.getFileName().toString().startsWith(beginning))
        .collect(Collectors.toSet());
  }
}
