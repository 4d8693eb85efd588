import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

graph = helper.make_graph(
    [
        helper.make_node("MatMul", ["X", "w"], ["side"]),
        helper.make_node("Greater", ["side", "zero"], ["above"]),
        helper.make_node("Cast", ["above"], ["y"], to=TensorProto.INT64),
    ],
    "guess",
    [helper.make_tensor_value_info("X", TensorProto.DOUBLE, [None, 2])],
    [helper.make_tensor_value_info("y", TensorProto.INT64, [None])],
    [numpy_helper.from_array(np.zeros(2), "w"), numpy_helper.from_array(np.zeros(1), "zero")],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), "/work/model.onnx")
