"""Reads the examples for schedulers as these do, and prints what they make of them as JSON.

Arguments: the folder of the examples. Needs apache-airflow and python-crontab.
"""

import importlib.util
import json
import sys
from datetime import datetime
from pathlib import Path

from crontab import CronTab

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:
    from airflow.models.dagbag import DagBag


def dags(folder: Path) -> dict:
    bag = DagBag(dag_folder=str(folder), include_examples=False)
    found = {
        dag_id: {
            "tasks": [task.task_id for task in dag.tasks],
            "retries": [task.retries for task in dag.tasks],
            "runs_at_once": dag.max_active_runs,
            "catchup": dag.catchup,
            "schedule": dag.timetable.summary,
        }
        for dag_id, dag in bag.dags.items()
    }
    return {"errors": {str(name): str(error) for name, error in bag.import_errors.items()}, "dags": found}


def outcomes(file: Path) -> dict:
    """What each exit code becomes, by the name of the exception."""
    spec = importlib.util.spec_from_file_location("example", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    become = {}
    for rejected_is in ("failed", "skipped"):
        module.REJECTED_IS = rejected_is
        for code in (0, 1, 2, 3, 4, 5, 6, 130, -9):
            try:
                module.judge(code, "2026-11-01")
                become[f"{rejected_is} {code}"] = "success"
            except Exception as error:
                become[f"{rejected_is} {code}"] = type(error).__name__
    return become


def cron(file: Path) -> list:
    jobs = CronTab(tabfile=str(file), user=False)
    return [
        {
            "valid": job.is_valid(),
            "command": job.command,
            "next": job.schedule(date_from=datetime(2026, 11, 1, 12)).get_next().isoformat(),
        }
        for job in jobs
    ]


examples = Path(sys.argv[1])
print(
    json.dumps(
        {
            **dags(examples / "airflow"),
            "outcomes": outcomes(examples / "airflow" / "rappel_retrain.py"),
            "cron": cron(examples / "cron" / "rappel.crontab"),
        }
    )
)
