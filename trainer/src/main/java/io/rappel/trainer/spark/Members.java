package io.rappel.trainer.spark;

import io.rappel.trainer.BatchedObjective;
import io.rappel.trainer.Descent;
import io.rappel.trainer.EpochChecks;
import io.rappel.trainer.MemberRates;
import io.rappel.trainer.Trainer;
import io.rappel.trainer.TrainingControl;
import io.rappel.trainer.TrainingInterruptedException;
import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.math.Mix;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Average;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.unit.UnitProbe;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.PreparedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The networks of a run, trained one after another and averaged; mostly it is one. */
final class Members {

  private final PreparedData data;
  private final TrainingConfig config;
  private final Arithmetic arithmetic;
  private final Descent descent;
  private final int count;
  private final UnitWork whole;

  /**
   * What was trained.
   *
   * @param work of the average
   * @param outcome of all, with the parameters of the average
   * @param averaged the networks of which it is one
   */
  record Trained(UnitWork work, Trainer.Outcome outcome, List<Member> averaged) {}

  /**
   * A network that is trained.
   *
   * @param number from 0 on
   */
  record Member(int number, double[] parameters) {}

  private Members(PreparedData data, Arithmetic arithmetic, Descent descent, Network whole) {
    this.data = data;
    this.config = data.config();
    this.arithmetic = arithmetic;
    this.descent = descent;
    this.count = config.network().members();
    this.whole = work(whole, data.packed(), 0);
  }

  /**
   * The networks of the configuration.
   *
   * @throws ConfigurationException if their average would be too large
   */
  static Members of(PreparedData data, Arithmetic arithmetic, Descent descent) {
    int count = data.config().network().members();
    Network whole;
    try {
      whole = new Average(data.network(), count).network();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "--members %d of %s cannot be averaged: side by side, %s"
              .formatted(count, data.network(), e.getMessage()));
    }
    return new Members(data, arithmetic, descent, whole);
  }

  /** The work on the average of all. */
  UnitWork whole() {
    return whole;
  }

  /** The work on one of them. */
  UnitWork work(int member) {
    return count == 1 ? whole : work(data.network(), data.folds().get(fold(member)), member);
  }

  /**
   * In which division of the rows a network sees them: each in its own, but for the second where
   * rates are chosen by how it does beside the first.
   */
  private int fold(int member) {
    boolean compared =
        config.descent().triesBold() && MemberRates.areTold(data.packed().heldOutRows());
    return (compared && member > 0 ? member - 1 : member) % data.folds().size();
  }

  private UnitWork work(Network network, PackedRows packed, int member) {
    return UnitWork.of(data, packed, network, arithmetic.kind(), seed(member));
  }

  /** The run's own of the first member. */
  private long seed(int member) {
    long seed = config.batches().seed();
    return member == 0 ? seed : Mix.mix(seed, member);
  }

  RunningObjective objective(UnitWork work, UnitRunners runners) {
    Workspaces workspaces = new Workspaces();
    UnitRunner runner = runners.of(work.spec(), workspaces);
    Objective objective =
        new Objective(
            work.network(),
            work.centering(),
            data.precision(),
            data.problem().penalty(),
            runner,
            arithmetic.fingerprint(data.precision()));
    return new RunningObjective(work, workspaces, objective, runner);
  }

  /**
   * Trains those that are not finished. One that is interrupted counts only where no other is
   * finished: half of a training would make the average of whole ones worse.
   *
   * @param folds the rows in all their divisions
   * @param state to go on from; null: from the beginning
   * @throws TrainingInterruptedException if it is told to end before there is a model
   */
  Trained train(
      List<Fold> folds, TrainingState state, TrainingListener listener, TrainingControl control) {
    FinishedMembers finished = state == null ? FinishedMembers.NONE : state.finished();
    TrainingState next = state;
    while (finished.count() < count) {
      int member = finished.count();
      Fold fold = folds.get(fold(member));
      Trainer.Outcome outcome;
      try (RunningObjective running = objective(work(member), fold.runners())) {
        Trainer trainer =
            new Trainer(
                config.end(),
                new BatchedObjective(
                    data.network().layout(),
                    data.precision(),
                    running.objective(),
                    running.work().plan()),
                descent(finished)
                    .optimizer(
                        data.network(),
                        running.work().plan(),
                        data.encoder().fineInputs(),
                        data.precision()),
                new EpochChecks(fold.validation(), data.outputLabels(), probe(running, fold)),
                new MemberListener(listener, finished, count));
        TrainingControl own = new MemberControl(control, finished, member == count - 1);
        outcome =
            next == null ? trainer.run(firstParameters(member), own) : trainer.resume(next, own);
      } catch (TrainingInterruptedException e) {
        if (member == 0) {
          throw e;
        }
        return average(finished, finished, 0, Trainer.INTERRUPTED);
      }
      FinishedMembers all =
          finished.with(
              outcome.parameters(),
              outcome.validationLoss(),
              outcome.epochs(),
              outcome.steps(),
              outcome.seconds(),
              outcome.resumedAt());
      if (outcome.interrupted()) {
        return average(
            member == 0 ? all : finished, all, outcome.examplesPerSecond(), Trainer.INTERRUPTED);
      }
      if (member == count - 1) {
        String reason = count == 1 ? outcome.stoppedBecause() : allTrained(averaged(all));
        return average(all, all, outcome.examplesPerSecond(), reason);
      }
      finished = all;
      next = null;
    }
    throw new IllegalStateException("a state of a run with fewer members");
  }

  /** How the next network goes down the objective. */
  private Descent descent(FinishedMembers before) {
    boolean bold =
        config.descent().triesBold()
            && MemberRates.areBold(before.losses(), data.packed().heldOutRows());
    return bold ? descent.bold() : descent;
  }

  /** The numbers of those that are averaged. */
  private List<Integer> averaged(FinishedMembers trained) {
    return config.descent().triesBold()
        ? MemberRates.averaged(trained.losses(), data.packed().heldOutRows())
        : IntStream.range(0, trained.count()).boxed().toList();
  }

  private String allTrained(List<Integer> averaged) {
    String trained = "all %d members are trained".formatted(count);
    String out =
        IntStream.range(0, count)
            .filter(m -> !averaged.contains(m))
            .mapToObj(m -> "number " + (m + 1))
            .collect(Collectors.joining(" and "));
    return out.isEmpty()
        ? trained + " and averaged"
        : "%s, and averaged but for %s, whose validation loss is larger by more than a quarter"
            .formatted(trained, out);
  }

  private Trained average(
      FinishedMembers trained, FinishedMembers made, double examplesPerSecond, String reason) {
    List<Member> members =
        averaged(trained).stream().map(m -> new Member(m, trained.parameters().get(m))).toList();
    List<double[]> taken = members.stream().map(Member::parameters).toList();
    Average average = new Average(data.network(), taken.size());
    Trainer.Outcome outcome =
        new Trainer.Outcome(
            average.parameters(taken),
            made.epochs(),
            made.steps(),
            made.seconds(),
            examplesPerSecond,
            Double.NaN, // of the average, which nobody has scored yet
            reason,
            reason.equals(Trainer.INTERRUPTED),
            made.resumedAt());
    return new Trained(
        taken.size() == count ? whole : work(average.network(), data.packed(), 0),
        outcome,
        members);
  }

  /**
   * The scores of validation rows. Where networks hold out rows of their own, these are scored by
   * the average of those networks that have not trained on them.
   *
   * @return null: there are no such rows
   */
  ScoreSum validation(Trained trained, Objective average, List<Fold> folds) {
    if (folds.get(0).validation() == null) {
      return null;
    }
    if (folds.size() == 1) {
      return validation(average, trained.outcome().parameters(), folds.get(0));
    }
    Map<Integer, List<double[]>> trainedIn = new TreeMap<>();
    for (Member member : trained.averaged()) {
      trainedIn
          .computeIfAbsent(fold(member.number()), f -> new ArrayList<>())
          .add(member.parameters());
    }
    ScoreSum all = new ScoreSum(folds.get(0).report());
    trainedIn.forEach(
        (number, parameters) -> {
          Fold fold = folds.get(number);
          Average part = new Average(data.network(), parameters.size());
          UnitWork work = work(part.network(), fold.packed(), 0);
          try (RunningObjective own = objective(work, fold.runners())) {
            all.merge(validation(own.objective(), part.parameters(parameters), fold));
          }
        });
    return all;
  }

  private ScoreSum validation(Objective objective, double[] parameters, Fold fold) {
    return objective.score(
        data.precision().round(parameters), true, fold.report(), "metrics of validation rows");
  }

  private UnitProbe probe(RunningObjective running, Fold fold) {
    return new UnitProbe(
        running.work().spec(), running.workspaces(), fold.any(), fold.packed().trainRows());
  }

  private double[] firstParameters(int member) {
    Model warmStart = data.input().warmStart();
    return warmStart == null
        ? config
            .network()
            .initializer()
            .initialize(data.network(), data.encoder().fineInputs(), seed(member))
        : warmStart.parameters().clone();
  }
}
