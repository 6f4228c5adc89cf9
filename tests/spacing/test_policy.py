import pytest

from warraq.errors import SettingsError
from warraq.spacing.policy import read_policy


def test_proclitics_may_stand_in_front() -> None:
    policy = read_policy(["# comment", "لاسيما\twhole\tparticle", "عبد\tfirst\tnames", ""])
    assert policy.accepts("لاسيما")
    assert policy.accepts("ولاسيما")
    assert not policy.accepts("لاسيماء")
    assert policy.refuses("وعبد")
    assert not policy.refuses("عبدا")


def test_a_line_of_no_known_kind_is_named() -> None:
    with pytest.raises(SettingsError, match=r"line 2.*'always'"):
        read_policy(["لاسيما\twhole", "مازال\talways"])
