"""Serves a tracking server of MLflow in the working directory, and says where; ends with its input."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
url = f"http://127.0.0.1:{port}"
command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
with open("mlflow.log", "wb") as log:
    server = subprocess.Popen(
        command + ["--backend-store-uri", "sqlite:///mlflow.db"],
        stdout=log,
        stderr=log,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
try:
    while server.poll() is None:
        try:
            urllib.request.urlopen(url + "/health").read()
            print("ready", url, flush=True)
            break
        except OSError:
            time.sleep(0.2)
    sys.stdin.read()
finally:
    os.killpg(server.pid, signal.SIGTERM)
