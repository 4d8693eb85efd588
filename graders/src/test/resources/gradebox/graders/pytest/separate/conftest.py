import pytest
from gradebox import student


@pytest.fixture
def counter():
    return student.Counter(3)
