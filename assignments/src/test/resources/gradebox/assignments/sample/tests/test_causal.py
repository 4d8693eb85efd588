def test_causal():
    pass
