package io.rappel.trainer;

import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.unit.UnitProbe;
import java.util.List;

/**
 * What is looked at when an epoch has ended.
 *
 * @param validation how validation rows are scored; null: there are none
 * @param labels names of classes or label columns, for metrics
 * @param probe looks at the units; null: nobody does
 */
public record EpochChecks(ScoreSpec validation, List<String> labels, UnitProbe probe) {}
