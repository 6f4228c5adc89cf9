"""Training of the `fast` recogniser, which learns from `accurate` (`python -m warraq.entities.train_fast`).

Nothing here is imported when texts are tagged; it needs torch (`uv sync --extra train`).
"""
