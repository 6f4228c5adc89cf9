"""Recognise and link what a text names; gazetteers."""
