"""The lexicon of the user's own corpus: what it writes, and what it writes side by side."""
