package io.rappel.jobs.registry.log;

import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The log of a registry. Nobody holds a lock: a record is made under the next free number, of which
 * the file system lets one writer have it, and names the last valid record that it was made after.
 * If another was faster, nothing is added, and its maker decides anew.
 */
public final class RegistryLog {

  private final LogFolder folder;

  /** A log in a folder of any file system that can say who was first. */
  public RegistryLog(FileSystem files, Path folder) {
    this(new HadoopLogFolder(files, folder));
  }

  RegistryLog(LogFolder folder) {
    this.folder = folder;
  }

  /**
   * What the log says now.
   *
   * @throws DataException if a file is damaged, or one that is cut or gone was whole when a later
   *     record was made after it: what holds cannot be told without it
   */
  public LogState read() throws IOException {
    SortedMap<Long, LogRecord> whole = new TreeMap<>();
    for (long number : folder.numbers()) {
      read(number).ifPresent(record -> whole.put(number, record));
    }
    for (LogRecord record : List.copyOf(whole.values())) {
      if (record.after() > 0 && !whole.containsKey(record.after())) {
        whole.put(record.after(), named(record));
      }
    }
    return LogState.of(whole);
  }

  /** The record of a file; empty: it is cut, or there is none. */
  private Optional<LogRecord> read(long number) throws IOException {
    Optional<byte[]> bytes = folder.read(number);
    return bytes.isEmpty() ? Optional.empty() : record(number, bytes.get());
  }

  /** The record of a file's bytes; empty: it is cut, as its maker died or goes on. */
  private Optional<LogRecord> record(long number, byte[] bytes) {
    Optional<LogRecord> record = RecordText.read(number, bytes);
    if (record.isEmpty() && RecordText.isComplete(bytes)) {
      throw lost(
          number, "is damaged: it is complete, and not what its maker wrote under this number");
    }
    return record;
  }

  /** The record that another was made after, which a listing in between may lack. */
  private LogRecord named(LogRecord by) throws IOException {
    Optional<LogRecord> record = read(by.after());
    return record.orElseThrow(
        () ->
            lost(
                by.after(),
                "is cut, damaged or gone, and record %d was made after it".formatted(by.number())));
  }

  private DataException lost(long number, String why) {
    return new DataException(
        "%s %s; what is in force cannot be told without it: put it back from a copy, or move it and all later ones away to go on from the record before"
            .formatted(folder.name(number), why));
  }

  /**
   * Adds a record.
   *
   * @param state in view of which the record was made
   * @param fields what it says
   * @return the record; empty: another valid one has come after that state
   * @throws IOException if it is not known whether it was added, which the log says later
   */
  public Optional<LogRecord> append(LogState state, Map<String, Object> fields) throws IOException {
    List<Long> passed = new ArrayList<>();
    byte[] tried = null;
    for (long number = state.last() + 1; ; number++) {
      Optional<byte[]> there = folder.read(number);
      if (there.isEmpty()) {
        tried = RecordText.write(number, state.last(), passed, fields);
        there = Optional.of(made(number, tried));
      }
      if (Arrays.equals(there.get(), tried)) {
        // Somebody may have passed it over before its last byte was there.
        long own = number;
        return read().records().stream().filter(r -> r.number() == own).findFirst();
      }
      Optional<LogRecord> other = record(number, there.get());
      if (other.isEmpty()) {
        passed.add(number);
      } else if (other.get().after() == state.last()) {
        return Optional.empty();
      }
    }
  }

  /** Makes a file; gives what is in the one that has the number then. */
  private byte[] made(long number, byte[] bytes) throws IOException {
    try {
      folder.create(number, bytes);
      return bytes;
    } catch (FileAlreadyExistsException e) {
      return folder.read(number).orElseThrow(() -> e);
    } catch (IOException e) {
      // The file system may have made it all the same.
      byte[] there = folder.read(number).orElseThrow(() -> e);
      if (Arrays.equals(there, bytes)) {
        return there;
      }
      throw e;
    }
  }
}
