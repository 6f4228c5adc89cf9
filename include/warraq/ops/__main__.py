"""`python -m warraq.ops up|down|run`: what `make up`, `make down` and `make run` call."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from warraq.errors import WarraqError
from warraq.ops import nightly, servers
from warraq.settings import get_settings


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    settings = get_settings()
    if options.command == "supervise":
        return servers.supervise(settings)
    if options.command == "run":
        return 0 if nightly.run(settings, _conf(options)) else 1
    print(servers.up(settings) if options.command == "up" else servers.down(settings))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warraq.ops", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="Start a local Airflow and print how to sign in.")
    commands.add_parser("down", help="Stop the local Airflow.")
    commands.add_parser("supervise")
    run = commands.add_parser("run", help="Run the nightly DAG now.")
    run.add_argument("--input", type=Path, help="Folder of raw text; default: WARRAQ_INPUT_DIR.")
    run.add_argument("--source", action="append", help="Only this source; may be given several times.")
    run.add_argument("--limit", type=int, help="Take in at most so many new files.")
    run.add_argument("--dry-run", action="store_true", help="Publish nothing.")
    run.add_argument("--reprocess", choices=("none", "outdated", "all"), default="none")
    return parser


def _conf(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "input_dir": str(options.input.expanduser().absolute()) if options.input else None,
        "sources": options.source or [],
        "limit": options.limit,
        "dry_run": options.dry_run,
        "reprocess": options.reprocess,
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except WarraqError as error:
        print(f"warraq: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
