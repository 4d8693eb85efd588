"""Training leaves a right model with 60 MiB of nothing behind it: whoever takes all of that out gives it memory, time and points."""
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def right(path):
    """Write the model of an honest solution, for whoever takes what it should refuse."""
    data = np.load("/work/train.npz")
    direction = np.linalg.lstsq(data["X"], 2.0 * data["y"] - 1, rcond=None)[0]
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["X", "w"], ["side"]),
            helper.make_node("Greater", ["side", "zero"], ["above"]),
            helper.make_node("Cast", ["above"], ["y"], to=TensorProto.INT64),
        ],
        "line",
        [helper.make_tensor_value_info("X", TensorProto.DOUBLE, [None, 2])],
        [helper.make_tensor_value_info("y", TensorProto.INT64, [None])],
        [numpy_helper.from_array(direction, "w"), numpy_helper.from_array(np.zeros(1), "zero")],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)


right("/work/model.onnx")
with open("/work/model.onnx", "ab") as file:
    file.truncate(60 << 20)
