package io.rappel.trainer.optim.schedule;

import java.util.Map;

/** A schedule with a linear start; see {@link Schedule#withWarmUp}. */
record WarmUp(Schedule schedule, long steps) implements Schedule {

  @Override
  public double learningRate(long step) {
    return schedule.learningRate(step) * Math.min(1, (step + 1.0) / steps);
  }

  @Override
  public void observe(double loss) {
    schedule.observe(loss);
  }

  @Override
  public Map<String, double[]> state() {
    return schedule.state();
  }
}
