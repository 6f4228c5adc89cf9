"""Dates as the news writes them: find them, and say which days they mean."""
