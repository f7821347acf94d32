"""Prints the one run of an experiment: URL of the tracking server, name of the experiment."""

import sys

from mlflow.tracking import MlflowClient

client = MlflowClient(sys.argv[1])
(run,) = client.search_runs([client.get_experiment_by_name(sys.argv[2]).experiment_id])
print("status", run.info.status)
print("name", run.info.run_name)
for key, value in run.data.params.items():
    print("param", key, value)
for key, value in run.data.tags.items():
    print("tag", key, value)
for key in run.data.metrics:
    history = sorted(client.get_metric_history(run.info.run_id, key), key=lambda metric: metric.step)
    print("metric", key, *(f"{metric.step}:{metric.value}" for metric in history))
