"""The `accurate` recogniser: a small transformer in ONNX, and what it needs at run time."""
