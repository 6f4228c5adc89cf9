from warraq.entities.augment import with_latin_names
from warraq.entities.corpora import Sentence
from warraq.entities.scoring import spans

SENTENCES = [
    Sentence(("أعلنت", "رويترز", "ذلك"), ("O", "B-ORG", "O")),
    Sentence(("زار", "جون", "سميث", "لندن"), ("O", "B-PERS", "I-PERS", "B-LOC")),
    Sentence(("لا", "أحد", "هنا"), ("O", "O", "O")),
] * 20


def test_copies_with_latin_names_are_well_formed_and_repeatable():
    copies = with_latin_names(SENTENCES)
    assert copies == with_latin_names(SENTENCES)
    assert copies
    for copy in copies:
        assert len(copy.words) == len(copy.tags)
        named = [copy.words[a:b] for a, b, _ in spans(copy.tags)]
        assert any(words[0].isascii() and words[0].isalpha() for words in named)
