from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from wordfreq import top_n_list

from warraq.ingest.decode import decode, is_blank
from warraq.ingest.plausible import arabic_plausibility
from warraq.ingest.reasons import Refusal

from .conftest import ARABIC

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "windows-1256",
    "iso-8859-6",
)


def encodable(word: str) -> bool:
    try:
        word.encode("iso-8859-6")
        word.encode("windows-1256")
    except UnicodeEncodeError:
        return False
    return True


WORDS = [word for word in top_n_list("ar", 6000) if encodable(word) and word.isalpha()]
GAPS = [" "] * 12 + [".\n", "، ", "\r\n\r\n", " (", ") ", " 2026 ", '" ']


@st.composite
def arabic_texts(draw: st.DrawFn) -> str:
    """Words of Arabic by chance, 40 letters or more."""
    pairs = st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS))
    text = "".join(word + gap for word, gap in draw(st.lists(pairs, min_size=8, max_size=60)))
    assume(sum(map(str.isalpha, text)) >= 40)
    return text


@given(arabic_texts(), st.sampled_from(ENCODINGS))
def test_arabic_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert data.decode(decoded.encoding) == text


@given(st.text(min_size=1))
@example("\ufeff x")
@example("\x1b")
def test_any_text_in_utf8_comes_back_or_is_refused(text: str) -> None:
    data = text.encode("utf-8")
    try:
        decoded = decode(data)
    except Refusal:
        return
    assert data.decode(decoded.encoding) == decoded.text
    if decoded.encoding == "utf-8":
        assert decoded.text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_exactly_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except Refusal:
        return
    assert data.decode(encoding) == text
    assert "\ufffd" not in text or "\ufffd".encode("utf-8") in data or encoding.startswith("utf-16")


@given(arabic_texts(), st.data())
def test_utf8_with_a_damaged_byte_is_refused(text: str, data: st.DataObject) -> None:
    good = text.encode("utf-8")
    place = data.draw(st.integers(0, len(good) - 1))
    assume(good[place] >= 0x80)
    for bad in (good[:place] + good[place + 1 :], good[:place] + b"\xff" + good[place + 1 :]):
        with pytest.raises(Refusal) as refusal:
            decode(bad)
        assert refusal.value.reason == "damaged_encoding"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_cut_character_is_told_from_other_damage(encoding: str) -> None:
    with pytest.raises(Refusal, match="the end of the file is missing") as refusal:
        decode(ARABIC.rstrip(".").encode(encoding)[:-1])
    assert refusal.value.reason == "damaged_encoding"


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t", codecs.BOM_UTF8, "\ufeff\u200f\u00a0\n".encode(), "\u200e \n".encode("utf-16")],
)
def test_blank_is_empty(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(data)
    assert refusal.value.reason == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 4,
        ARABIC.encode() + b"\0" + ARABIC.encode(),
        gzip.compress(ARABIC.encode()),
        b"\x7fELF\x02\x01\x01" + b"\0" * 9,
        b"\x01\x02\x03text\x04\x05" * 20,
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(data)
    assert refusal.value.reason == "binary"


def test_other_single_byte_languages_do_not_become_arabic() -> None:
    russian = "Президент встретился с главами регионов и обсудил вопросы экономики страны."
    greek = "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την ενίσχυση της οικονομίας."
    for text, encoding in ((russian, "windows-1251"), (greek, "iso-8859-7")):
        assert arabic_plausibility(decode(text.encode(encoding)).text) < 0.1


def test_vocalised_text_in_windows_1256_is_known() -> None:
    verse = "إِنَّ الكِتَابَ صَدِيقٌ لَا يَمَلُّ صَاحِبَهُ، وَجَلِيسٌ لَا يُغْضِبُ مَنْ يَسْأَلُهُ."
    assert decode(verse.encode("windows-1256")).text == verse


def test_quotes_and_latin_names_in_windows_1256() -> None:
    text = "قال “مصدر” في وكالة NASA – إن «المركبة» بلغت المدار… وأضاف أن الرحلة ناجحة."
    assert decode(text.encode("windows-1256")) == (text, "windows-1256")


@pytest.mark.parametrize("blank", ["", " ", "\u200b\u200f\u2067\ufeff\u00a0\u3000"])
def test_is_blank(blank: str) -> None:
    assert is_blank(blank)
    assert not is_blank(blank + "\u0640")
