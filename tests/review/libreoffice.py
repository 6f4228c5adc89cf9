"""Decisions through LibreOffice: opened as CSV, kept as a workbook, saved as CSV in the forms it offers.

`python -m tests.review.libreoffice FOLDER` makes the files of `tests/review/data` anew.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from warraq.execute import execute
from warraq.lake.serve import open_warehouse
from warraq.review.export import Selection, export
from warraq.runs import RunRequest
from warraq.sample import SAMPLE_INBOX
from warraq.settings import get_settings
from warraq.spacing.exceptions import Exceptions, tidy

ANSWERS = {
    "الأممالمتحدة": ("no", ""),
    "إلىتحديد": ("", "إلىت حديد"),
    "والمملكةالمتحدة": ("نعم", ""),
    "الولاياتالمتحدة": ("TRUE", ""),
}
"""Decision and `instead` for words of the sample corpus."""
TAKEN = {
    "الأممالمتحدة": "الأممالمتحدة",
    "إلىتحديد": "إلىت حديد",
    "والمملكةالمتحدة": "والمملكة المتحدة",
    "الولاياتالمتحدة": "الولايات المتحدة",
}
"""What they come to."""
FORMS: Mapping[str, str] = {
    "comma_utf8": "44,34,76,1,,0,false,true",
    "semicolon_windows_1256": "59,34,38,1,,0,false,true",
    "tab_utf16": "9,34,65535,1,,0,true,true",
}
"""Name of a file and LibreOffice's filter options: delimiter, quote and encoding by number, first line,
column formats, language, all texts quoted, as shown."""
_CSV = "Text - txt - csv (StarCalc)"
_OPENED = "44/59/9,34,76,1"
"""As its dialogue proposes: comma, semicolon and tab are delimiters."""


def answered(file: Path, answers: Mapping[str, tuple[str, str]]) -> None:
    """Fill in an exported file as a person would, changing nothing else."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = csv.reader(lines)
    for row in rows:
        row[:2] = answers.get(tidy(row[2]), ("", ""))
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([header, *rows])


def saved(file: Path, folder: Path) -> dict[str, Path]:
    """What LibreOffice makes of `file`: a workbook, and that as CSV in each of `FORMS`."""
    made = {"workbook": _converted(file, folder, "xlsx", f"--infilter={_CSV}:{_OPENED}")}
    for name, options in FORMS.items():
        with tempfile.TemporaryDirectory() as scratch:
            one = _converted(made["workbook"], Path(scratch), f"csv:{_CSV}:{options}")
            made[name] = Path(shutil.move(one, folder / f"{name}.csv"))
    return made


def _converted(file: Path, folder: Path, to: str, *more: str) -> Path:
    with tempfile.TemporaryDirectory() as profile:
        user = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [
            "soffice",
            user,
            "--headless",
            *more,
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            str(file),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{file.stem}.{to.partition(':')[0]}"


def main(folder: Path) -> None:
    """Make the files in `folder` from the corpus of WARRAQ_HOME, or from the sample if it is empty."""
    settings = get_settings()
    if not settings.warehouse.exists():
        execute(RunRequest("sample", str(SAMPLE_INBOX)), 1, lambda *_: None)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "review.csv")
        with open_warehouse(settings) as connection:
            export(connection, file, Selection(), Exceptions())
        answered(file, ANSWERS)
        saved(file, Path(scratch))
        for name in FORMS:
            shutil.copy(Path(scratch, f"{name}.csv"), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
