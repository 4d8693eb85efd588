"""Part 5: the same blocks, looking at pictures."""

import pytest
import torch
from gradebox import student


@pytest.fixture
def vit():
    return student.ViT(size=12, patch=3, classes=4, d=32, n=2, h=4)


@pytest.mark.parametrize("size, p", [(4, 2), (12, 3)])
def test_patchify_cuts_in_reading_order(normal, size, p):
    images = normal(2, 1, size, size)
    patches = student.patchify(images, p)

    side = size // p
    assert patches.shape == (2, side * side, p * p)
    for row in range(side):
        for column in range(side):
            patch = images[:, 0, row * p : (row + 1) * p, column * p : (column + 1) * p].flatten(1)
            name = f"patch {row * side + column} (row {row}, column {column})"
            torch.testing.assert_close(patches[:, row * side + column], patch, msg=lambda m: f"{name}: {m}")


def test_vit_classifies_each_image_alone(vit, normal):
    images = normal(5, 1, 12, 12).float()
    logits = vit(images)

    assert logits.shape == (5, 4)
    assert (logits[0] - logits[1]).abs().max() > 1e-5, "two images get the same logits"
    for i in range(5):
        alone = vit(images[i : i + 1])[0]
        torch.testing.assert_close(alone, logits[i], rtol=0, atol=1e-5, msg=lambda m: f"image {i} on its own: {m}")
    assert torch.equal(vit.predict(images), logits.argmax(-1)), "predict() is not the class with the largest logit"


def test_vit_sees_every_patch(vit, normal):
    image = normal(1, 1, 12, 12).float()
    logits = vit(image)
    for patch in range(16):
        changed = image.clone()
        row, column = 3 * (patch // 4), 3 * (patch % 4)
        changed[0, 0, row : row + 3, column : column + 3] = normal(3, 3).float()
        assert (vit(changed) - logits).abs().max() > 1e-5, f"patch {patch} makes no difference"


def test_vit_knows_where_patches_are(vit, normal):
    image = normal(1, 1, 12, 12).float()

    moved = image.roll(3, dims=-1)
    assert (vit(moved) - vit(image)).abs().max() > 1e-4, "the order of the patches makes no difference"
