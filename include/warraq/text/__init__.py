"""Characters, alignment of clean and raw offsets, sentences, words."""
