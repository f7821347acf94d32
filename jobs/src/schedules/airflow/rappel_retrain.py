"""Retrains a model every night on the rows of the day before.

What becomes of rappel's exit codes:
  0       the task succeeds: promoted, or this day was done before.
  5       the challenger was rejected and the champion stays: the task fails at once, to be seen by people; set the
          variable REJECTED_IS to "skipped" to have it skipped.
  2, 3    options or data are wrong: the task fails at once, as trying again would not help.
  6       another run is at work on this registry: the task is tried again later.
  others  (a lost machine, an interruption) the task is tried again, and goes on from its last checkpoint.

A day that was missed is caught up with  airflow backfill;  it never takes the place of a newer champion.
"""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta, timezone

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.timetables.interval import CronDataIntervalTimetable

try:
    from airflow.sdk import dag, get_current_context, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task
    from airflow.operators.python import get_current_context

RAPPEL = "/opt/rappel/rappel"
REGISTRY = "/srv/models/flights"
SETTINGS = "/etc/rappel/flights.yaml"
REJECTED_IS = "failed"

REJECTED = 5
LOCKED = 6
WRONG = (2, 3)


def judge(code: int, day: str) -> None:
    """Turns rappel's exit code into what Airflow does next."""
    if code == 0:
        return
    if code == REJECTED:
        message = f"the challenger of {day} was rejected, and the champion stays"
        raise AirflowSkipException(message) if REJECTED_IS == "skipped" else AirflowFailException(message)
    if code in WRONG:
        raise AirflowFailException(f"rappel ended with exit code {code}: its options or its data are wrong")
    if code == LOCKED:
        raise AirflowException("another run is at work on this registry")
    raise AirflowException(f"rappel ended with exit code {code}")


@dag(
    dag_id="rappel_retrain",
    schedule=CronDataIntervalTimetable("15 4 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
    tags=["rappel"],
    doc_md=__doc__,
)
def rappel_retrain():
    @task(execution_timeout=timedelta(hours=6))
    def retrain() -> None:
        day = get_current_context()["data_interval_start"].strftime("%Y-%m-%d")
        command = [RAPPEL, "retrain", "--registry", REGISTRY, "--config", SETTINGS, "--logical-date", day]
        judge(subprocess.run(command, check=False).returncode, day)

    retrain()


rappel_retrain()
