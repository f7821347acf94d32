package io.rappel.trainer.checkpoint;

import io.rappel.trainer.checkpoint.state.EndingState;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Position;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint without its arrays, as its {@code state.json} has it.
 *
 * @param run id of the run, which all of its attempts share
 * @param program name and version of what wrote it
 * @param settings of the run: values of JSON's types by name
 * @param facts of the run
 * @param position where it was
 * @param optimizerSteps updates that the optimizer counts
 * @param ending when the run ends
 * @param measured steps of the epoch whose gradient norms were measured
 * @param resumedAt after how many steps the run was resumed, each time
 * @param finished members that were trained before, without their parameters
 * @param arrays how many arrays there are
 * @param files the other files of the checkpoint by name
 */
public record CheckpointDescription(
    String run,
    String program,
    Map<String, Object> settings,
    RunFacts facts,
    Position position,
    long optimizerSteps,
    EndingState ending,
    long measured,
    List<Long> resumedAt,
    FinishedMembers finished,
    int arrays,
    Map<String, FileSum> files) {

  /** Length and SHA-256 of a file. */
  public record FileSum(long bytes, String sha256) {}
}
