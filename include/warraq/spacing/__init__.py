"""Merged words: lexicon, model, repair."""
