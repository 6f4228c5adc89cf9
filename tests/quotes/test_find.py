"""One case for each pattern; the names are given, so that no recogniser is needed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quotes.conftest import Reader, mentions_of
from warraq.quotes.find import find_quotes
from warraq.text.sentences import sentence_spans

KERRY = ("جون كيري", "PER")
HADDAD = ("ليلى حداد", "PER")
SAMI = ("سامي منصور", "PER")
REUTERS = ("رويترز", "ORG")
MINISTER = "وزير الخارجية الأمريكي جون كيري"
"""The American minister of foreign affairs, John Kerry."""
TALKS = "المحادثات ستستمر شهرا آخر"
"""The talks will go on for another month."""


@pytest.mark.parametrize(
    ("text", "cue", "verb", "speaker", "quote", "direct"),
    [
        (f"قال {MINISTER} إن {TALKS}.", "قال", "قال", MINISTER, TALKS, False),
        (f'وقال {MINISTER}: "{TALKS}".', "وقال", "قال", MINISTER, TALKS, True),
        (f"فقال {MINISTER} «{TALKS}».", "فقال", "قال", MINISTER, TALKS, True),
        (f"صرح {MINISTER} بأن {TALKS}.", "صرح", "صرح", MINISTER, TALKS, False),
        (f"أعلن {MINISTER} أن {TALKS}.", "أعلن", "أعلن", MINISTER, TALKS, False),
        (f"وأشار {MINISTER} إلى أن {TALKS}.", "وأشار", "أشار", MINISTER, TALKS, False),
        (f"شدد {MINISTER} على أن {TALKS}.", "شدد", "شدد", MINISTER, TALKS, False),
        (f"حذّر {MINISTER} من أن {TALKS}.", "حذّر", "حذر", MINISTER, TALKS, False),
        (f"نفى {MINISTER} أن {TALKS}.", "نفى", "نفى", MINISTER, TALKS, False),
        (f"يقول {MINISTER} إن {TALKS}.", "يقول", "قال", MINISTER, TALKS, False),
        (f"قال {MINISTER} في تصريح لقناة العربية إن {TALKS}.", "قال", "قال", MINISTER, TALKS, False),
        (f'كتب {MINISTER} على حسابه في تويتر: "{TALKS}".', "كتب", "كتب", MINISTER, TALKS, True),
        (f"قال {MINISTER}: {TALKS}.", "قال", "قال", MINISTER, TALKS, True),
        (f"لكن جون كيري قال إن {TALKS}.", "قال", "قال", "جون كيري", TALKS, False),
        (f"وكان جون كيري قد أعلن أن {TALKS}.", "أعلن", "أعلن", "جون كيري", TALKS, False),
        (f"زار الوفد جون كيري، الذي قال إن {TALKS}.", "قال", "قال", "جون كيري", TALKS, False),
        (f'"{TALKS}"، قال جون كيري.', "قال", "قال", "جون كيري", TALKS, True),
        (f"{TALKS}، بحسب جون كيري.", "بحسب", "بحسب", "جون كيري", TALKS, False),
        (f"وبحسب جون كيري، فإن {TALKS}.", "وبحسب", "بحسب", "جون كيري", TALKS, False),
        (f"{TALKS}، وفق ما ذكر جون كيري.", "وفق", "وفق", "جون كيري", TALKS, False),
        (f"{TALKS}، حسبما أعلن جون كيري.", "حسبما", "بحسب", "جون كيري", TALKS, False),
        (f"{TALKS}، نقلا عن جون كيري.", "نقلا", "نقلا عن", "جون كيري", TALKS, False),
        (f"نقلت وكالة رويترز عن جون كيري قوله إن {TALKS}.", "قوله", "قال", "جون كيري", TALKS, False),
    ],
)
def test_patterns(
    quotes: Reader, text: str, cue: str, verb: str, speaker: str, quote: str, direct: bool
) -> None:
    [found] = quotes(text, KERRY, REUTERS)
    assert found == (cue, verb, speaker, "جون كيري", quote, direct)


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ("نقلت وكالة رويترز عن مصدر أمني أن اللص هرب من السجن.", "مصدر أمني", "اللص هرب من السجن"),
        ("صحيفة قريبة من الحكومة قالت إن اللص هرب من السجن.", "صحيفة قريبة من الحكومة", "اللص هرب من السجن"),
        ("لكن الشرطة لم تذكر اسما بل أشارت إلى أن اللص هرب من السجن.", "الشرطة", "اللص هرب من السجن"),
        ("قالت الشرطة إن اللص هرب من السجن.", "الشرطة", "اللص هرب من السجن"),
        ("وقال مصدر في الشرطة إن اللص هرب من السجن.", "مصدر في الشرطة", "اللص هرب من السجن"),
        ("ويقول خبراء إن اللص هرب من السجن.", "خبراء", "اللص هرب من السجن"),
        ("وأوضح المتحدث باسم الشرطة أن اللص هرب من السجن.", "المتحدث باسم الشرطة", "اللص هرب من السجن"),
        ("السلطات المحلية تقول إن اللص هرب من السجن.", "السلطات المحلية", "اللص هرب من السجن"),
        ("وجاء في بيان الشرطة أن اللص هرب من السجن.", "بيان الشرطة", "اللص هرب من السجن"),
        ("هرب اللص من السجن، بحسب مصادر أمنية.", "مصادر أمنية", "هرب اللص من السجن"),
    ],
)
def test_speakers_who_are_only_described_have_no_name(
    quotes: Reader, text: str, speaker: str, quote: str
) -> None:
    [found] = quotes(text)
    assert (found.speaker, found.name, found.quote) == (speaker, None, quote)


@pytest.mark.parametrize(
    "text",
    [
        "لم يقل جون كيري إن المحادثات ستستمر.",
        "لا يقول جون كيري إن المحادثات ستستمر.",
        "يقال إن المحادثات ستستمر شهرا آخر.",
        "يذكر أن المحادثات بدأت في الشتاء الماضي.",
        "هل قال جون كيري إن المحادثات ستستمر؟",
        "أضاف جون كيري هدفا ثانيا في المباراة.",
        "أعلن جون كيري استقالته بعد أن فشلت المحادثات.",
        "وصل جون كيري إلى ملعب \"مدينة الشباب الرياضية الكبرى\" أمس.",
        "حكمت المحكمة وفقا للقانون في القضية.",
        "وقع الاتفاق حسب الفصل الثاني من الدستور.",
        "بدأ البث على قناة بي إن سبورت أمس.",
        "افتتح جون كيري متجر \"الكتاب الجديد\" ووصفه بأنه \"رائع\".",
        "أكد جون كيري ضرورة أن تستمر المحادثات.",
        "بدأت المباراة في 20:30 كما أعلن النادي.",
    ],
)  # fmt: skip
def test_what_is_no_quote(quotes: Reader, text: str) -> None:
    assert quotes(text, KERRY) == []


def test_a_name_in_marks_within_the_subject_is_no_speech(quotes: Reader) -> None:
    [found] = quotes('قالت صحيفة "النجم الساحلي اليومية" إن اللص هرب.', ("النجم الساحلي اليومية", "ORG"))
    assert found.speaker == 'صحيفة "النجم الساحلي اليومية"'
    assert (found.name, found.quote, found.direct) == ("النجم الساحلي اليومية", "اللص هرب", False)


def test_a_name_after_a_title_and_a_comma_belongs_to_the_speaker(quotes: Reader) -> None:
    text = "وقال المدرب السويسري، سامي منصور، المولود في البوسنة، إن الفريق جاهز."
    [found] = quotes(text, SAMI)
    assert (found.speaker, found.name) == ("المدرب السويسري، سامي منصور", "سامي منصور")


def test_a_name_that_begins_like_an_adverb_is_whole(quotes: Reader) -> None:
    [found] = quotes("وقالت صباح العرفاوي إن المعرض مفتوح.", ("صباح العرفاوي", "PER"))
    assert (found.speaker, found.name) == ("صباح العرفاوي", "صباح العرفاوي")


def test_a_phrase_of_which_nothing_is_left_is_no_speaker(quotes: Reader) -> None:
    text = "لكن متحدثة باسم وزارة الخارجية في الولايات المتحدة أشارت إلى أن علاقة واشنطن قوية مع نتنياهو."
    names = (("وزارة الخارجية", "ORG"), ("الولايات المتحدة", "LOC"), ("واشنطن", "LOC"))
    assert all(found.speaker != "" for found in quotes(text, *names))
    assert len(quotes(text, *names)) == 1


def test_whose_lawyer_speaks_is_not_the_speaker(quotes: Reader) -> None:
    [found] = quotes("قال محامي جون كيري إن القضية انتهت أمس.", KERRY)
    assert found.name is None


def test_speakers_who_continue(quotes: Reader) -> None:
    text = 'قالت ليلى حداد: "بدأ العمل أمس في المدينة". وأضافت أن الجسر جديد تماما. وتابعت قائلة: "نحن سعداء جدا".'
    found = quotes(text, HADDAD)
    assert [(q.cue, q.speaker) for q in found] == [
        ("قالت", "ليلى حداد"), ("وأضافت", "ليلى حداد"), ("قائلة", "ليلى حداد"),
    ]  # fmt: skip


def test_nobody_continues_who_does_not_agree_with_the_verb(quotes: Reader) -> None:
    found = quotes("قالت ليلى حداد إن العمل بدأ. وأضاف أن الجسر جديد تماما.", HADDAD)
    assert [q.speaker for q in found] == ["ليلى حداد", None]


def test_nobody_continues_after_a_paragraph_of_something_else(quotes: Reader) -> None:
    text = "قال سامي منصور إن العمل بدأ.\nهطل المطر في الشمال.\nوأضاف أن الجسر جديد تماما."
    assert [q.speaker for q in quotes(text, SAMI)] == ["سامي منصور", None]


def test_who_speaks_where_it_came_in_somebodys_tweet(quotes: Reader) -> None:
    text = 'جاء ذلك في تغريدة لسامي منصور على صفحته في تويتر، حيث قال: "بدأ العمل في المدينة".'
    [found] = quotes(text, ("لسامي منصور=سامي منصور", "PER"))
    assert (found.speaker, found.name) == ("لسامي منصور", "سامي منصور")


def test_the_subject_of_the_sentence_before_goes_on(quotes: Reader) -> None:
    [found] = quotes("زار سامي منصور المدينة. وقال إن العمل بدأ فيها.", SAMI)
    assert found.speaker == "سامي منصور"


def test_participles_have_the_sentences_subject(quotes: Reader) -> None:
    text = "استقبل سامي منصور الوفد في القاهرة، مؤكدا أن العمل بدأ، ومشيرا إلى أن الجسر جديد."
    found = quotes(text, SAMI)
    assert [(q.cue, q.speaker, q.quote) for q in found] == [
        ("مؤكدا", "سامي منصور", "العمل بدأ"), ("ومشيرا", "سامي منصور", "الجسر جديد"),
    ]  # fmt: skip


def test_a_participle_of_the_other_gender_has_another_subject(quotes: Reader) -> None:
    assert quotes("استقبل سامي منصور الوفد في القاهرة، مؤكدة أن العمل بدأ.", SAMI) == []


def test_one_clause_ends_where_the_next_is_reported(quotes: Reader) -> None:
    text = "قال سامي منصور إن العمل بدأ، بينما قالت الشرطة إن الطريق مغلق دون أن توضح السبب."
    assert [(q.speaker, q.quote) for q in quotes(text, SAMI)] == [
        ("سامي منصور", "العمل بدأ"), ("الشرطة", "الطريق مغلق"),
    ]  # fmt: skip


def test_direct_speech_runs_over_sentences(quotes: Reader) -> None:
    text = 'قال سامي منصور: "بدأ العمل. انتهى الانتظار. نحن سعداء". ثم غادر.'
    [found] = quotes(text, SAMI)
    assert found.quote == "بدأ العمل. انتهى الانتظار. نحن سعداء"


def test_that_before_marks_that_hold_everything_is_direct(quotes: Reader) -> None:
    [whole] = quotes('قال سامي منصور إن "العمل بدأ في المدينة أمس".', SAMI)
    assert (whole.quote, whole.direct) == ("العمل بدأ في المدينة أمس", True)
    [part] = quotes('قال سامي منصور إن العمل "بدأ في المدينة" أمس.', SAMI)
    assert (part.quote, part.direct) == ('العمل "بدأ في المدينة" أمس', False)


def test_what_is_reported_within_direct_speech_is_not_the_papers_report(quotes: Reader) -> None:
    text = 'قال سامي منصور: "أعلنت ليلى حداد أن العمل بدأ وهذا رائع".'
    assert [q.speaker for q in quotes(text, SAMI, HADDAD)] == ["سامي منصور"]


def test_that_with_a_pronoun_is_part_of_the_clause(quotes: Reader) -> None:
    [found] = quotes("أعلنت الوزارة أنها ستبدأ العمل غدا.")
    assert found.quote == "أنها ستبدأ العمل غدا"


def test_a_title_may_begin_with_who_says_it(quotes: Reader) -> None:
    title = "سامي منصور: العمل يبدأ غدا في المدينة"
    [found] = quotes(f"{title}\nخبر آخر تماما.", SAMI, title_end=len(title))
    assert found == (":", ":", "سامي منصور", "سامي منصور", "العمل يبدأ غدا في المدينة", False)
    place = "مصر: العمل يبدأ غدا في المدينة"
    assert quotes(f"{place}\nخبر آخر تماما.", ("مصر", "LOC"), title_end=len(place)) == []


def test_a_preposition_belongs_to_the_speakers_span_but_not_to_the_name(quotes: Reader) -> None:
    [found] = quotes("بدأ العمل في المدينة، وفقا لرويترز.", ("لرويترز=رويترز", "ORG"))
    assert (found.speaker, found.name) == ("لرويترز", "رويترز")


@given(st.text())
def test_any_text(text: str) -> None:
    _check(text)


PIECES = ["قال", "وأضاف", " ", "إن", "أن", ":", '"', "«", "»", "،", ".", "\n", "مؤكدا", "وفقا", "ل", "بحسب",
          "عن", "قوله", "نقلت", "سامي منصور", "الوزير", "قائلا", "الذي", "ما", "لم", "جاء", "في", "بيان", "#", "(", "ّ"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_arrangement_of_what_the_rules_look_for(text: str) -> None:
    _check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_arrangement_of_words(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    mentions = mentions_of(text, [SAMI])
    for title_end in (0, text.find("\n") + 1):
        sentences = sentence_spans(text, title_end)
        found = find_quotes(text, sentences, mentions, title_end)
        assert len({quote.cue_start for quote in found}) == len(found)
        for quote in found:
            assert 0 <= quote.start < quote.end <= len(text)
            assert text[quote.cue_start : quote.cue_end] == quote.cue
            begin, end = sentences[quote.sentence]
            assert begin <= quote.cue_start < quote.cue_end <= end
            assert 0 < quote.score <= 1
            if quote.speaker is not None and quote.speaker.mention is not None:
                mention = mentions[quote.speaker.mention]
                assert quote.speaker.start <= mention.start < mention.end <= quote.speaker.end


@pytest.mark.parametrize(
    "hostile",
    [
        '"' * 200_000,
        ' "' * 100_000,
        "قال " * 50_000,
        'قال "' * 40_000,
        "قال: " * 40_000,
        "قال إن " * 30_000,
        "بحسب " * 40_000,
        "قال سامي منصور إن العمل بدأ، وأضاف أن " * 6_000,
        "نقلت عن قوله إن " * 15_000,
        "قال سامي\n" * 25_000,
        "وأضاف أن العمل. " * 20_000,
        "أن " * 60_000 + "قال",
        "«" * 100_000 + "»" * 100_000,
    ],
    ids=range(13),
)
def test_time_grows_with_the_length_of_the_text(hostile: str) -> None:
    # Quadratic time would take minutes; this takes a second or two on a slow machine.
    mentions = mentions_of(hostile, [SAMI])
    sentences = sentence_spans(hostile)
    started = time.process_time()
    find_quotes(hostile, sentences, mentions)
    assert time.process_time() - started < 10
