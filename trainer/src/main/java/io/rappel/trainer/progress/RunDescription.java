package io.rappel.trainer.progress;

import io.rappel.trainer.network.Network;
import java.util.List;

/**
 * What a run is about to do, for people.
 *
 * @param rows rows to train on
 * @param validationRows rows held out; 0: none
 * @param features number of features
 * @param network what is trained; its text is such as {@code 784-256 relu-10 softmax}
 * @param members how many of it are trained, one after another, and averaged
 * @param parameters number of weights and biases, of all members
 * @param loss the loss that is minimised
 * @param optimizer the update rule with its learning rate
 * @param storage {@code dense} or {@code sparse}, with the share of entries that are not 0
 * @param packedBytes size of the packed rows
 * @param shards into how many the rows are divided by content
 * @param runner where units of work run, such as {@code 2 threads of the driver} or {@code Spark, 8
 *     partitions}
 * @param arithmetic precision, BLAS and fingerprint
 * @param batch rows of a step
 * @param stepsPerEpoch steps that use each row once
 * @param epochs how often each row is used at the most
 * @param notes sentences on what is unusual about the rows
 */
public record RunDescription(
    long rows,
    long validationRows,
    int features,
    Network network,
    int members,
    int parameters,
    String loss,
    String optimizer,
    String storage,
    long packedBytes,
    int shards,
    String runner,
    String arithmetic,
    String batch,
    int stepsPerEpoch,
    int epochs,
    List<String> notes) {

  public RunDescription {
    notes = List.copyOf(notes);
  }

  /** What is trained, in words. */
  public String networks() {
    return members == 1
        ? network.toString()
        : "%d networks from seeds of their own, averaged (--members), each %s"
            .formatted(members, network);
  }
}
