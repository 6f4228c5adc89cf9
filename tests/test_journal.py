from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from warraq import journal
from warraq.errors import LakeError, StorageError, ValidationError
from warraq.settings import get_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("home")
def test_a_stage_records_its_result_and_time() -> None:
    with journal.stage(get_settings(), "r1", "plan") as result:
        result["files"] = 3
    record = journal.read_stages(get_settings(), "r1")["plan"]
    assert record["result"] == {"files": 3}
    assert record["seconds"] >= 0
    assert "error" not in record


@pytest.mark.usefixtures("home")
def test_a_failing_stage_records_its_error_and_lets_it_pass() -> None:
    def fail() -> None:
        with journal.stage(get_settings(), "r1", "publish") as result:
            result["documents"] = 1
            raise LakeError("locked")

    with pytest.raises(LakeError, match="locked"):
        fail()
    record = journal.read_stages(get_settings(), "r1")["publish"]
    assert record["error"] == {"type": "LakeError", "message": "locked"}
    assert record["result"] == {"documents": 1}


@pytest.mark.usefixtures("home")
def test_an_error_of_the_machine_is_told_in_our_words() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        pytest.raises(StorageError, match="make room") as caught,
        journal.stage(get_settings(), "r1", "plan"),
    ):
        raise full
    assert caught.value.__cause__ is full
    assert journal.read_stages(get_settings(), "r1")["plan"]["error"]["type"] == "StorageError"


@pytest.mark.usefixtures("home")
def test_a_journal_that_cannot_be_written_hides_no_error(home: Path) -> None:
    home.mkdir()
    (home / "reports").touch()  # A file where a folder has to be.
    with pytest.raises(LakeError, match="locked"), journal.stage(get_settings(), "r1", "publish"):
        raise LakeError("locked")
    with pytest.raises(StorageError, match="Not a directory"), journal.stage(get_settings(), "r1", "publish"):
        pass


@pytest.mark.usefixtures("home")
def test_a_validation_error_keeps_its_failing_rows() -> None:
    failure = {"table": "mentions", "column": "label", "rows": [{"doc_id": "x"}]}
    with pytest.raises(ValidationError), journal.stage(get_settings(), "r1", "validate"):
        raise ValidationError("1 expectation failed", [failure])
    assert journal.read_stages(get_settings(), "r1")["validate"]["error"]["failures"] == [failure]


@pytest.mark.usefixtures("home")
def test_stages_come_in_the_order_they_started(home: Path) -> None:
    for name in ("plan", "process-0000", "settle"):
        with journal.stage(get_settings(), "r1", name):
            pass
    assert list(journal.read_stages(get_settings(), "r1")) == ["plan", "process-0000", "settle"]
    assert not list(home.rglob("*.tmp"))


@pytest.mark.usefixtures("home")
def test_a_run_without_a_journal_is_empty() -> None:
    assert journal.read_stages(get_settings(), "never") == {}
