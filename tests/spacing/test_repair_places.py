from hypothesis import given
from hypothesis import strategies as st

from warraq.spacing.repair import starts
from warraq.text.words import WORD


@given(st.text(alphabet="ابة 12._-ـ،a\u064b\n", max_size=40))
def test_starts_are_those_of_the_definition_of_a_word(text: str) -> None:
    matches = list(WORD.finditer(text))
    words = [match.group() for match in matches]
    for word in set(words):
        expected = [match.start() for match in matches if match.group() == word]
        assert starts(text, word, len(expected)) == expected
