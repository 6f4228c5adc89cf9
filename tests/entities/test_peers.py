from warraq.entities.corpora import Sentence
from warraq.entities.peers import DictionaryTagger, PlainCrf, gazetteer_names, training_names

SENTENCES = [
    Sentence(("زار", "بوتين", "مدينة", "سان", "بطرسبرغ"), ("O", "B-PERS", "O", "B-LOC", "I-LOC")),
    Sentence(("قال", "واشنطن"), ("O", "B-LOC")),
    Sentence(("قال", "واشنطن"), ("O", "B-PERS")),
]


def tags(tagger: DictionaryTagger | PlainCrf, text: str) -> list[str]:
    (row,) = tagger.tag([text.split()])
    return [tag for tag, _ in row]


def test_names_of_training_have_one_type():
    assert training_names(SENTENCES) == {("بوتين",): "PERS", ("سان", "بطرسبرغ"): "LOC"}


def test_the_longest_name_from_the_left_with_clitics_or_without():
    tagger = DictionaryTagger({("سان",): "PERS", ("سان", "بطرسبرغ"): "LOC", ("بطرسبرغ", "هنا"): "ORG"})
    assert tags(tagger, "في سان بطرسبرغ هنا") == ["O", "B-LOC", "I-LOC", "O"]
    assert tags(tagger, "سان سان") == ["B-PERS", "B-PERS"]
    assert tags(DictionaryTagger({("لبنان",): "LOC"}), "ولبنان في لبنان") == ["B-LOC", "O", "B-LOC"]
    assert tagger.tag([[], ["سان"]]) == [[], [("B-PERS", 1.0)]]


def test_the_gazetteer_knows_places_and_listed_organisations():
    tagger = DictionaryTagger(gazetteer_names())
    assert tags(tagger, "في باريس مقر اليونسكو") == ["O", "B-LOC", "O", "B-ORG"]


def test_the_plain_crf_learns_its_sentences():
    crf = PlainCrf(SENTENCES[:2] * 20)
    for words, expected in SENTENCES[:2]:
        assert tuple(tags(crf, " ".join(words))) == expected
    assert crf.tag([[]]) == [[]]
