"""What a person can ask of one run: the DAG's Params, which Airflow turns into its trigger form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from warraq.settings import RECOGNISERS, Settings

WAIT_FOR_THE_SCHEDULE = timedelta(0)
"""`run_immediately` of our timetables. Airflow starts a DAG that it sees for the first time at once if its
hour has passed by less than a tenth of the interval; with False too, contrary to its description."""


def run_params(settings: Settings) -> dict[str, dict[str, Any]]:
    """Default, JSON schema and labels of every Param, one for each field of `runs.RunRequest`.

    Each value holds the keyword arguments of `airflow.sdk.Param`; every default may stay as it is.
    """
    return {
        "input_dir": {
            "default": None,
            "type": ["null", "string"],
            "title": "Input folder",
            "description_md": f"Folder of raw text, as the workers see it. Empty: `{settings.inbox}`.",
        },
        "sources": {
            "default": [],
            "type": ["null", "array"],
            "items": {"type": "string"},
            "title": "Sources",
            "description_md": "Newspapers or agencies to take in, one a line, named as their folders are. "
            "Empty: all.",
        },
        "limit": {
            "default": None,
            "type": ["null", "integer"],
            "minimum": 1,
            "title": "Limit",
            "description_md": "Take in at most so many new files; the next run goes on from there. Empty: all.",
        },
        "dry_run": {
            "default": False,
            "type": "boolean",
            "title": "Dry run",
            "description_md": "Do and check everything, publish nothing.",
        },
        "reprocess": {
            "default": "none",
            "type": "string",
            "enum": ["none", "outdated", "all"],
            "values_display": {
                "none": "Nothing: new and changed files only",
                "outdated": "What an older version of a model made",
                "all": "Everything",
            },
            "title": "Process again",
            "description_md": "Files that are in the lake already and are to be processed once more.",
        },
        "recogniser": {
            "default": None,
            "type": ["null", "string"],
            "examples": list(RECOGNISERS),
            "title": "Entity recogniser",
            "description_md": "`fast`; `accurate`, a small transformer that takes some 100 times as long; or `camel`, "
            "camel-tools' BERT, if it is installed. "
            f"Empty: the setting's, `{settings.recogniser}`.",
        },
    }
