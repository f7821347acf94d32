package io.rappel.trainer.checkpoint;

import io.rappel.trainer.checkpoint.state.FinishedMembers;
import io.rappel.trainer.checkpoint.state.Snapshot;
import io.rappel.trainer.checkpoint.state.TrainingState;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.NumberArrays.NumberArray;
import io.rappel.trainer.optim.OptimizerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays of a {@link TrainingState} by their names in {@code state.safetensors}. */
final class StateArrays {

  private static final String PARAMETERS = "parameters";
  private static final String GRID = "grid";
  private static final String BEST = "best";
  private static final String NORMS = "norms";
  private static final String OPTIMIZER = "optimizer.";
  private static final String MEMBER = "member.";
  private static final String LOSSES = "losses"; // of members

  private StateArrays() {}

  /** All arrays; those that are not there yet are left out. */
  static List<NumberArray> of(TrainingState state) {
    List<NumberArray> arrays = new ArrayList<>();
    arrays.add(NumberArray.of(PARAMETERS, state.parameters()));
    state
        .optimizer()
        .arrays()
        .forEach((name, array) -> arrays.add(NumberArray.of(OPTIMIZER + name, array)));
    if (state.grid() != null) {
      arrays.add(NumberArray.of(GRID, state.grid()));
    }
    Snapshot best = state.best();
    if (best != null) {
      arrays.add(new NumberArray(BEST, best.precision(), best.size(), best::at));
    }
    arrays.add(NumberArray.of(NORMS, state.norms()));
    List<double[]> members = state.finished().parameters();
    for (int m = 0; m < members.size(); m++) {
      arrays.add(NumberArray.of(MEMBER + m, members.get(m)));
    }
    if (!members.isEmpty()) {
      double[] losses = state.finished().losses().stream().mapToDouble(loss -> loss).toArray();
      arrays.add(NumberArray.of(LOSSES, losses));
    }
    return arrays;
  }

  /**
   * The state of a description with these arrays.
   *
   * @param file path for messages
   */
  static TrainingState state(
      String file, CheckpointDescription description, Map<String, double[]> arrays) {
    Map<String, double[]> left = new LinkedHashMap<>(arrays);
    double[] parameters = take(file, left, PARAMETERS);
    double[] norms = take(file, left, NORMS);
    double[] grid = left.remove(GRID);
    double[] best = left.remove(BEST);
    List<double[]> members = new ArrayList<>();
    while (left.containsKey(MEMBER + members.size())) {
      members.add(left.remove(MEMBER + members.size()));
    }
    double[] losses = members.isEmpty() ? new double[0] : take(file, left, LOSSES);
    if (losses.length != members.size()) {
      throw new ModelFormatException(
          "%s: %d members have %d losses".formatted(file, members.size(), losses.length));
    }
    Map<String, double[]> optimizer = new LinkedHashMap<>();
    left.forEach(
        (name, array) -> {
          if (!name.startsWith(OPTIMIZER)) {
            throw new ModelFormatException("%s: an array is none of a state's".formatted(file));
          }
          optimizer.put(name.substring(OPTIMIZER.length()), array);
        });
    return new TrainingState(
        description.position(),
        parameters,
        new OptimizerState(description.optimizerSteps(), optimizer),
        grid,
        description.ending(),
        best == null ? null : snapshot(description, best),
        norms,
        description.measured(),
        description.resumedAt(),
        new FinishedMembers(
            members,
            Arrays.stream(losses).boxed().toList(),
            description.finished().epochs(),
            description.finished().steps(),
            description.finished().seconds(),
            description.finished().resumedAt()));
  }

  private static double[] take(String file, Map<String, double[]> arrays, String name) {
    double[] array = arrays.remove(name);
    if (array == null) {
      throw new ModelFormatException("%s: the array %s is missing".formatted(file, name));
    }
    return array;
  }

  private static Snapshot snapshot(CheckpointDescription description, double[] best) {
    Snapshot snapshot = new Snapshot(best.length, description.facts().precision());
    snapshot.take(best);
    return snapshot;
  }
}
