"""The environment of a local Airflow: everything by variable, all state under WARRAQ_HOME/airflow."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from warraq.errors import MissingDataError
from warraq.settings import Settings

HOST = "127.0.0.1"
USER = "admin"


def checkout() -> Path:
    """The folder that holds `dags/` and `plugins/`: the checkout that this package was installed from.

    Raises:
        MissingDataError: The package was installed without them.
    """
    root = Path(__file__).parents[3]
    if not (root / "dags").is_dir():
        raise MissingDataError(f"There is no folder {root / 'dags'}; run this from a checkout of Warraq.")
    return root


def airflow_home(settings: Settings) -> Path:
    """Where the local Airflow keeps its metadata, logs, keys and passwords."""
    return settings.home / "airflow"


def logs_dir(settings: Settings) -> Path:
    """Logs of the servers and of `make run`; those of tasks are in `airflow/logs`."""
    return settings.home / "logs"


def base_url(settings: Settings) -> str:
    """Address of the local Airflow."""
    return f"http://{HOST}:{settings.port}"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """This process's environment with all that an Airflow process of ours must know.

    Whatever another project may have put into AIRFLOW_* is overruled, its database above all.
    """
    home, root = airflow_home(settings), checkout()
    python_path = [str(root / "config"), *filter(None, [os.environ.get("PYTHONPATH", "")])]
    ours = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONFIG": str(home / "airflow.cfg"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(root / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(root / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # A batch keeps one core busy and takes some hundred MB.
        "AIRFLOW__CORE__PARALLELISM": str(max(2, settings.workers, (os.cpu_count() or 2) - 1)),
        # A finished task often keeps its slot until the next heartbeat is due: 5 s a task by default.
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        # Trigger must work at once. Nothing is caught up: the first run is the next scheduled one.
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(settings.port),
        "AIRFLOW__API__BASE_URL": base_url(settings),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base_url(settings)}/execution/",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "GX_ANALYTICS_ENABLED": "false",
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY", ""), HOST])),
        "PYTHONPATH": os.pathsep.join(python_path),
        "PYTHONUNBUFFERED": "1",
        "WARRAQ_HOME": str(settings.home),
    }
    return {**os.environ, **ours}


def airflow_command(*arguments: str) -> list[str]:
    """An Airflow command line, run by this very interpreter."""
    return [sys.executable, "-m", "airflow", *arguments]


def migrate(settings: Settings) -> None:
    """Bring the local Airflow's database to the installed version; at once if it is there already.

    Raises:
        MissingDataError: The migration failed; its log is named.
    """
    home = airflow_home(settings)
    stamp = home / "migrated"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == version("apache-airflow"):
        return
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # It will hold keys and a password.
    log = logs_dir(settings) / "migrate.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            airflow_command("db", "migrate"),
            env=airflow_environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        raise MissingDataError(f"Airflow could not set up its database in {home}. Its log: {log}")
    stamp.write_text(version("apache-airflow"), encoding="utf-8")
