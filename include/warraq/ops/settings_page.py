"""The page docs/settings.md, made from `warraq.settings`: `python -m warraq.ops.settings_page > docs/settings.md`."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from warraq.settings import Settings

HEADING = """# Settings

Made from `include/warraq/settings.py` by `python -m warraq.ops.settings_page`. Each setting is an
environment variable, read by the command line, by Airflow's workers and by `make`. What one run is to do
(folder, sources, limit, dry run, process again) is asked when it is started: the DAG's Params, or the
options of `warraq run`.

| variable | default | meaning |
| --- | --- | --- |
"""


def settings_page() -> str:
    """All settings as a Markdown page."""
    return HEADING + "".join(
        f"| `WARRAQ_{name.upper()}` | {_default(field)} | {_meaning(field)} |\n"
        for name, field in Settings.model_fields.items()
    )


def _default(field: FieldInfo) -> str:
    return "" if field.default in (None, "") else f"`{field.default}`"


def _meaning(field: FieldInfo) -> str:
    limits = {
        "at least": next((m.ge for m in field.metadata if hasattr(m, "ge")), None),
        "at most": next((m.le for m in field.metadata if hasattr(m, "le")), None),
    }
    said = ", ".join(f"{words} {limit:,}" for words, limit in limits.items() if limit is not None)
    return f"{field.description}{f' ({said})' if said else ''}"


if __name__ == "__main__":
    print(settings_page(), end="")
