package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.math.Team;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.StepSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs units on threads of this JVM, over shards in its memory. */
public final class LocalUnits implements UnitRunner {

  private final WorkSpec spec;
  private final Workspaces workspaces;
  private final List<Shard> shards;
  private final Map<Integer, Shard> byId = new HashMap<>();
  private final int threads;
  private final List<Unit> allUnits = new ArrayList<>();
  private final List<GradientSum> sums;

  private record Unit(Shard shard, int number) {}

  /**
   * @param workspaces of this run
   * @param shards all that have rows
   * @param threads at most so many units run at once, and no more than there are processors
   */
  public LocalUnits(WorkSpec spec, Workspaces workspaces, List<Shard> shards, int threads) {
    this.spec = spec;
    this.workspaces = workspaces;
    this.shards = List.copyOf(shards);
    this.threads = Math.min(threads, Team.size());
    for (Shard shard : shards) {
      byId.put(shard.id(), shard);
      for (int u = 0; u < spec.cut().units(shard.trainRows()); u++) {
        allUnits.add(new Unit(shard, u));
      }
    }
    sums = Stream.generate(GradientSum::new).limit(this.threads).toList();
  }

  @Override
  public StepSum gradients(StepWork work, Supplier<String> description) {
    sums.forEach(GradientSum::clear);
    List<Unit> units = work.units().isAll() ? allUnits : units(work.units());
    Team.run(
        units.size(),
        threads,
        (number, worker) -> {
          Unit unit = units.get(number);
          UnitTasks.addUnit(spec, workspaces, unit.shard, unit.number, work, sums.get(worker));
        });
    return new StepSum(sums);
  }

  private List<Unit> units(UnitSet set) {
    return IntStream.range(0, Math.toIntExact(set.count()))
        .mapToObj(i -> new Unit(byId.get(set.shard(i)), set.unit(i)))
        .toList();
  }

  @Override
  public ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec score, String description) {
    List<ScoreSum> scores = Stream.generate(() -> new ScoreSum(score)).limit(threads).toList();
    Team.run(
        shards.size(),
        threads,
        (number, worker) ->
            UnitTasks.addScores(
                spec, workspaces, shards.get(number), work, heldOut, scores.get(worker)));
    return scores.stream().reduce(ScoreSum::merge).orElseThrow();
  }

  @Override
  public void close() {
    // shards, sums and workspaces go with this
  }
}
