"""Why an input did not become a document: every quarantine reason, with what to do about it.

The codes here are the only values that `quarantine.reason` takes from this room.
docs/input.md lists them; a test keeps both lists the same.
"""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """One quarantine reason."""

    meaning: str
    action: str


REASONS: dict[str, Reason] = {
    "unsupported_format": Reason(
        "The name or the content is of a format that Warraq does not read.",
        "Convert it to .txt, .jsonl or .csv, or take it out of the input folder.",
    ),
    "unreadable": Reason(
        "The file could not be opened: permission, an input/output error, or it vanished.",
        "Give the user that runs Warraq read permission, or put the file back; it is tried again "
        "as soon as its content can be read.",
    ),
    "link_not_followed": Reason(
        "A symbolic link that leads out of the input folder, nowhere, or round in a circle.",
        "Copy the files into the input folder, or bind-mount the folder there.",
    ),
    "empty": Reason(
        "There is nothing in it but white space.",
        "Nothing to do, unless the file should have had content.",
    ),
    "binary": Reason(
        "Bytes that are no text: an image, a PDF, a program, or text with NUL characters.",
        "Extract the text and save it as UTF-8.",
    ),
    "damaged_encoding": Reason(
        "Text in a known encoding with bytes that are wrong in it, or cut off inside a character.",
        "Fetch the file again, or repair it; Warraq does not guess the characters that are missing.",
    ),
    "unknown_encoding": Reason(
        "Text in an encoding that could not be told.",
        "Save it as UTF-8.",
    ),
    "not_arabic": Reason(
        "Too few of its letters are of the Arabic script.",
        "Lower WARRAQ_MIN_ARABIC if such texts belong into the corpus.",
    ),
    "too_large": Reason(
        "Larger than WARRAQ_MAX_DOCUMENT_BYTES, or an archive that unpacks to more than "
        "WARRAQ_MAX_ARCHIVE_BYTES.",
        "Raise the setting, or cut the file into documents.",
    ),
    "too_many_members": Reason(
        "An archive with more members than Warraq takes from one file.",
        "Cut the archive into several.",
    ),
    "bad_json": Reason(
        "A line of .jsonl that is no JSON object.",
        "Repair the line; the other lines were taken in.",
    ),
    "bad_csv_row": Reason(
        "A row of .csv whose quotes do not pair up, or with more or fewer columns than the header.",
        "Repair the row; the other rows were taken in.",
    ),
    "missing_text": Reason(
        "No column or field that holds the text.",
        "Name it in WARRAQ_TEXT_FIELDS.",
    ),
    "truncated_archive": Reason(
        "A compressed file or archive that ends too early.",
        "Fetch it again; what could be read whole before the break was taken in.",
    ),
    "damaged_archive": Reason(
        "A compressed file, archive or member that cannot be unpacked or has a wrong checksum.",
        "Fetch it again; members that are whole were taken in.",
    ),
    "encrypted": Reason(
        "A member of an archive that is protected by a password.",
        "Unpack it, and put the text into the input folder.",
    ),
    "nested_archive": Reason(
        "An archive inside an archive.",
        "Unpack the outer one into the input folder.",
    ),
}


class Refusal(Exception):  # noqa: N818 - not an error of the program, but a verdict on an input
    """An input, or a part of one, that goes to quarantine.

    Args:
        reason: A code of `REASONS`.
        detail: What was found, in one line.

    Raises:
        KeyError: `reason` is not registered.
    """

    def __init__(self, reason: str, detail: str) -> None:
        if reason not in REASONS:
            raise KeyError(reason)
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
