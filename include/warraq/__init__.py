"""Warraq turns folders of raw Arabic news text into tables that anyone can query."""

from importlib.metadata import version

__version__ = version("warraq")
