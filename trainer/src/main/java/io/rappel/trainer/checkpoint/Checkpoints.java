package io.rappel.trainer.checkpoint;

import io.rappel.trainer.checkpoint.Checkpoint.Origin;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.model.file.ModelFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints in a folder, by numbers that only grow. The last two are kept, and the first that
 * holds the best model so far.
 */
public final class Checkpoints {

  private static final int KEPT = 2;
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})");

  private final CheckpointFolder folder;
  private final Set<Long> damaged = new HashSet<>();
  private int bestEpoch;
  private long best;

  public Checkpoints(CheckpointFolder folder) {
    this.folder = folder;
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "checkpoint-%08d", number);
  }

  /** Numbers of all that is there, complete or not, the newest first. */
  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : folder.names()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        numbers.add(Long.parseLong(matcher.group(1)));
      }
    }
    numbers.sort(Collections.reverseOrder());
    return numbers;
  }

  private List<Long> complete() throws IOException {
    return numbers().stream()
        .filter(number -> Checkpoint.isComplete(folder.directory(name(number))))
        .toList();
  }

  /** Whether a complete checkpoint is there, damaged or not. */
  public boolean isAny() throws IOException {
    return !complete().isEmpty();
  }

  /**
   * The newest checkpoint that is whole; nothing where none is complete.
   *
   * @param warnings takes a sentence on each that is complete and damaged
   * @throws ModelFormatException if all that are complete are damaged
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
    List<ModelFormatException> damages = new ArrayList<>();
    for (long number : complete()) {
      try {
        Checkpoint found = Checkpoint.open(folder.directory(name(number)));
        damages.forEach(damage -> warnings.accept(damage.getMessage()));
        bestEpoch = found.description().ending().bestEpoch();
        best = firstWith(bestEpoch, number);
        return Optional.of(found);
      } catch (ModelFormatException e) {
        damages.add(e);
        damaged.add(number);
      }
    }
    if (damages.isEmpty()) {
      return Optional.empty();
    }
    throw new ModelFormatException(
        "none of the %d complete checkpoints in %s is whole: %s"
            .formatted(damages.size(), folder, damages.get(0).getMessage()));
  }

  /** The oldest whole checkpoint that holds the same best model as one. */
  private long firstWith(int epoch, long newest) throws IOException {
    long first = newest;
    for (long number : complete()) {
      if (number < newest && hasBest(number, epoch)) {
        first = number;
      }
    }
    return first;
  }

  private boolean hasBest(long number, int epoch) {
    try {
      return Checkpoint.open(folder.directory(name(number))).description().ending().bestEpoch()
          == epoch;
    } catch (ModelFormatException e) {
      return false;
    }
  }

  /** Removes all checkpoints. */
  public void clear() throws IOException {
    for (long number : numbers()) {
      remove(number);
    }
  }

  /** The mark goes first, so that what is left of a removal that fails is no checkpoint. */
  private void remove(long number) throws IOException {
    folder.delete(name(number) + "/" + Checkpoint.COMPLETE);
    folder.delete(name(number));
  }

  /**
   * Writes a checkpoint, and removes those that are no longer wanted.
   *
   * @param history of the run so far: lines of JSON
   * @return the checkpoint's path, as messages name it
   * @throws CheckpointException if it cannot be written; those before it are as they were
   */
  public String write(Origin origin, TrainingState state, byte[] history) {
    long number = 0;
    try {
      List<Long> before = numbers();
      number = before.isEmpty() ? 1 : before.get(0) + 1;
      String name = name(number);
      byte[] mark = Checkpoint.write(folder.directory(name), origin, state, history);
      folder.createNew(name + "/" + Checkpoint.COMPLETE, mark);
    } catch (IOException e) {
      removeQuietly(number);
      throw new CheckpointException(
          "the checkpoint %s/%s could not be written, and those before it are as they were: %s"
              .formatted(folder, name(number), e.getMessage()),
          e);
    }
    if (state.ending().bestEpoch() != bestEpoch) {
      bestEpoch = state.ending().bestEpoch();
      best = number;
    }
    prune();
    return folder + "/" + name(number);
  }

  private void removeQuietly(long number) {
    if (number > 0) {
      try {
        remove(number);
      } catch (IOException e) {
        // It is no checkpoint without its mark; the next one that is written removes it.
      }
    }
  }

  private void prune() {
    try {
      Set<Long> kept = new HashSet<>();
      complete().stream()
          .filter(number -> !damaged.contains(number))
          .limit(KEPT)
          .forEach(kept::add);
      kept.add(best);
      for (long number : numbers()) {
        if (!kept.contains(number)) {
          remove(number);
        }
      }
    } catch (IOException e) {
      // The next one that is written tries again.
    }
  }
}
