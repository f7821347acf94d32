package io.rappel.jobs;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExternalClusterManager;
import org.apache.spark.scheduler.SchedulerBackend;
import org.apache.spark.scheduler.TaskScheduler;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.scheduler.local.LocalSchedulerBackend;

/** A master that Spark's documentation does not know, as vendors have them; brought by a jar. */
public final class ForeignMaster implements ExternalClusterManager {

  static final String URL = "custom:foreign";

  @Override
  public boolean canCreate(String master) {
    return master.equals(URL);
  }

  @Override
  public TaskScheduler createTaskScheduler(SparkContext context, String master) {
    return new TaskSchedulerImpl(context);
  }

  @Override
  public SchedulerBackend createSchedulerBackend(
      SparkContext context, String master, TaskScheduler scheduler) {
    return new LocalSchedulerBackend(context.getConf(), (TaskSchedulerImpl) scheduler, 2);
  }

  @Override
  public void initialize(TaskScheduler scheduler, SchedulerBackend backend) {
    ((TaskSchedulerImpl) scheduler).initialize(backend);
  }
}
