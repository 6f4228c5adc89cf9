from __future__ import annotations

import random

import pytest
from wordfreq import get_frequency_dict

from warraq.ingest.language import language_of, letter_counts

from .conftest import ARABIC


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_running_words_of_each_language(language: str) -> None:
    frequencies = get_frequency_dict(language, "small")
    chance = random.Random(1)
    for _ in range(200):
        words = chance.choices(list(frequencies), list(frequencies.values()), k=40)
        assert language_of(" ".join(words)) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ckb", "سەرۆکی هەرێمی کوردستان لەگەڵ وەزیری دەرەوە کۆبووەوە و باسیان لە پەیوەندییەکان کرد"),
        ("ps", "د افغانستان د بهرنیو چارو وزیر نن په کابل کې له خپل پاکستاني سیال سره وکتل او ډېر خوښ وو"),
        ("ug", "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى ھۆكۈمىتى بۈگۈن يېڭى ئۇقتۇرۇش چىقاردى"),
        ("sd", "سنڌ جي وڏي وزير چيو آهي ته صوبي ۾ نئين ترقياتي منصوبن تي ڪم جلد شروع ڪيو ويندو"),
        ("und", "Flights resume after fog"),
        ("und", "123"),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert language_of(text) == language


def test_arabic_stays_arabic_with_foreign_names_and_persian_keyboards() -> None:
    assert language_of(ARABIC + " وزار الوفد مدينتي چيهان وڤيينا وگاردن سيتي.") == "ar"
    assert language_of(ARABIC.replace("ي", "ی").replace("ك", "ک")) == "ar"


def test_letters_are_counted_by_script() -> None:
    assert letter_counts("قال NASA: 5 كـمْ، \ufefb!") == (6, 10)
    assert letter_counts("Ω日𝒜") == (0, 2)
    assert letter_counts("\ud800") == (0, 0)
