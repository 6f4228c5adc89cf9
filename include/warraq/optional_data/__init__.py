"""Data that Warraq does not carry, because of their licence, and that a person may install."""
