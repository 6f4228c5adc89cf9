from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.places import CHECKOUT
from warraq.ops.compose_env import SECRETS, fill

FILE = CHECKOUT / "docker-compose.yaml"
TEXT = FILE.read_text(encoding="utf-8")
AIRFLOW = ("api-server", "scheduler", "dag-processor", "triggerer", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(TEXT)


def config(tmp_path: Path, env: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("docker-compose") is None:
        pytest.skip("docker-compose is not installed")
    (tmp_path / "env").write_text(env, encoding="utf-8")
    return subprocess.run(
        ["docker-compose", "--file", str(FILE), "--env-file", str(tmp_path / "env"), "config"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin"},
    )


def test_the_generated_env_makes_a_valid_file(tmp_path: Path) -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    done = config(tmp_path, fill(example, 1000))
    assert done.returncode == 0, done.stderr
    services = yaml.safe_load(done.stdout)["services"]
    assert set(services) == {"postgres", "redis", "init", *AIRFLOW}
    assert "127.0.0.1:8080:8080" in services["api-server"]["ports"][0]


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_nothing_starts_without_a_secret(tmp_path: Path, missing: str) -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    env = re.sub(rf"(?m)^{missing}=.*$", f"{missing}=", fill(example, 1000))
    done = config(tmp_path, env)
    assert done.returncode != 0
    assert "make env" in done.stderr


def test_every_secret_is_required_wherever_it_is_used() -> None:
    for name in SECRETS:
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", TEXT)
        assert uses, name
        assert all(use.startswith(":?") for use in uses), name


def test_every_variable_of_the_file_is_in_the_example() -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    used = set(re.findall(r"(?<!\$)\$\{(\w+)", TEXT))
    assert used == set(re.findall(r"(?m)^(\w+)=", example))


def test_every_service_has_a_health_check_and_state_has_a_volume(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name != "init"), name
    assert set(compose["volumes"]) == {"postgres", "redis", "airflow", "corpus"}
    for name in AIRFLOW:
        assert any(v.endswith(":/data/warehouse") for v in compose["services"][name]["volumes"])


def test_airflow_waits_for_a_migrated_database(compose: dict[str, Any]) -> None:
    for name in AIRFLOW:
        waits = compose["services"][name]["depends_on"]
        assert waits["init"]["condition"] == "service_completed_successfully"


def test_processes_that_must_agree_share_their_keys(compose: dict[str, Any]) -> None:
    shared = [
        "AIRFLOW__CORE__FERNET_KEY", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL", "WARRAQ_CATALOG",
    ]  # fmt: skip
    for name in AIRFLOW:
        environment = compose["services"][name]["environment"]
        assert all(environment[key] for key in shared), name
        # psycopg 2 must be named: a bare postgresql:// means psycopg 3.
        assert environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("postgresql+psycopg2://")
        assert environment["AIRFLOW__CELERY__RESULT_BACKEND"].startswith("db+postgresql+psycopg2://")


def test_only_the_api_server_is_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["api-server"]


def test_the_image_copies_what_the_services_need_and_does_not_run_as_root() -> None:
    dockerfile = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
    stage = dockerfile[dockerfile.rindex("FROM ") :]
    for folder in ("config", "dags", "docker", "plugins", "sql"):
        assert f"COPY {folder} {folder}" in stage
    assert re.findall(r"(?m)^USER (\w+)", stage) == ["warraq"]
    assert "--frozen" in dockerfile
    assert "--extra team" in dockerfile
    ignore = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"(?m)^COPY (?!--)(.+) \S+$", dockerfile)
    for name in " ".join(copied).split():
        assert f"!{name}" in ignore or f"!{name}/" in ignore
