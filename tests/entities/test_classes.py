from pathlib import Path

from warraq.entities.classes import build_classes


def test_words_of_like_contexts_share_a_class(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("warraq.entities.classes.SIZES", (6,))
    monkeypatch.setattr("warraq.entities.classes.DIMENSIONS", 6)
    towns, people = ["باريس", "لندن", "تونس"], ["زيد", "عمرو", "هند"]
    lines = [f"سافرت إلى {town} أمس . قالت {who} نعم ." for town in towns for who in people] * 10
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    classes = build_classes([tmp_path])
    assert len({tuple(classes[town]) for town in towns}) == 1
    assert len({tuple(classes[name]) for name in people}) == 1
    assert classes["باريس"] != classes["زيد"]
