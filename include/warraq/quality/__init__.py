"""Expectations, the gate before publishing, the report."""
