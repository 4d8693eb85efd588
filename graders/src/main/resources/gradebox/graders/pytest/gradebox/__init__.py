"""Call a submission from a test as if it were a module. It runs in a sandbox of its own; only values cross.

    import pytest
    from gradebox import student

    def test_double():
        assert student.double(3) == 6

    def test_refuses_text():
        with pytest.raises(student.Error, match="TypeError"):
            student.double("three")

Arguments and results are None, booleans, numbers, strings, lists, tuples, dicts, NumPy arrays and PyTorch tensors. Whatever else the
student's code returns stays in its sandbox, and the test gets a StudentObject: call it, call its methods, pass it on. It lives as long as
the test.
"""

import gradebox_call as call

__all__ = ["student", "Error", "StudentObject"]


class Error(Exception):
    """An exception that the student's code raised: the name of its class, and its message."""

    def __init__(self, type, message, answer=-1):
        super().__init__("%s: %s" % (type, message) if message else type)
        self.type, self.message, self.answer = type, message, answer


class NoAnswer(BaseException):
    """The student's code timed out, crashed or was not there. No Exception: a test does not catch it by accident, and need not report it."""


class Wire:
    """The way to the student's sandboxes, which is open while a test runs."""

    def __init__(self):
        self.line = None
        self.test = None
        self.tests = 0

    def begin(self):
        self.tests += 1
        self.test = self.tests

    def end(self):
        self.test = None

    def ask(self, kind, place, header, crossing=None):
        """Make a request, with the arrays that `crossing` took up while the header was made."""
        if self.line is None:
            raise RuntimeError("`student` can be called in a suite of `isolation: separate` only")
        if self.test is None:
            raise RuntimeError("the student's code can be called in tests and their fixtures only, not while a file is imported")
        answer, reply, arrays = self.line.ask(kind, dict(header, place=place), crossing.blocks if crossing else ())
        if answer == call.RETURNED:
            return call.decode(reply["value"], arrays, crossing or Crossing(place))
        if answer == call.RAISED:
            raise Error(reply["type"], reply["message"], reply["answer"])
        raise NoAnswer()


wire = Wire()


class Crossing:
    """Takes values over to one sandbox, and back."""

    MOST_BYTES = 1 << 26

    def __init__(self, place):
        self.place = place
        self.blocks = []

    def encode(self, value):
        encoded = call.encode(value, self.blocks, self)
        if sum(map(len, self.blocks)) > self.MOST_BYTES:
            raise ValueError("more than 64 MiB of arrays cannot be passed in one call")
        return encoded

    def keep(self, thing):
        """Encode what is no value: called by the codec."""
        if isinstance(thing, StudentObject):
            return handle(thing, self.place)
        if isinstance(thing, Name):
            raise TypeError("%r is a name of the student's, not a value: call it, or read it with student.get" % thing)
        for plain in (int, float, str, dict, tuple, list):
            if isinstance(thing, plain):
                return call.encode(plain(thing), self.blocks, self)
        if isinstance(thing, range):
            return list(thing)
        raise TypeError("a %s cannot be passed to a student's function" % type(thing).__name__)

    def get(self, number, name):
        return StudentObject(wire.test, self.place, number, name)


def handle(thing, place):
    test, home, number, name = part(thing, "_about")
    if test != wire.test:
        raise RuntimeError("a student's object (%s) lives as long as the test that it was made in, and this is another test" % name)
    if home != place:
        raise RuntimeError("a student's object (%s) stays in its sandbox; only values can be passed to the other one" % name)
    return {"handle": number, "class": name}


def part(thing, name):
    return object.__getattribute__(thing, name)


def refuse_protocols(name):
    """Names that Python, pytest and array libraries look for in any object are no names of the student's."""
    if name.startswith("__") or name.startswith("_pytest"):
        raise AttributeError(name)


class Name:
    """A name in the student's module, or in an object of the student's: call it."""

    __slots__ = ("_owner", "_path")

    def __init__(self, owner, path):
        self._owner, self._path = owner, path

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(part(self, "_owner"), part(self, "_path") + "." + name)

    def __call__(self, *args, **kwargs):
        return call_student(self, args, kwargs)

    def __repr__(self):
        owner, path = part(self, "_owner"), part(self, "_path")
        return path if isinstance(owner, Student) else "%s.%s" % (part(owner, "_about")[3], path)

    def no_value(self, *_):
        owner = part(self, "_owner")
        if isinstance(owner, Student):
            raise TypeError("student.%r is a name, not a value: call it, or read it with student.get(%r)" % (self, part(self, "_path")))
        raise AssertionError("an object of class %r came back where a value is expected" % owner)

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __len__ = __iter__ = __getitem__ = __float__ = __int__ = no_value
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __array__ = no_value


class StudentObject:
    """An object of the student's, which stays in the sandbox: call it, or its methods; read its attributes with student.get."""

    __slots__ = ("_about",)

    def __init__(self, test, place, number, name):
        self._about = test, place, number, name

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(self, name)

    def __call__(self, *args, **kwargs):
        return call_student(self, args, kwargs)

    def __repr__(self):
        return part(self, "_about")[3]

    def no_value(self, *_):
        raise AssertionError("an object of class %r came back where a value is expected" % self)

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __len__ = __iter__ = __getitem__ = __float__ = __int__ = __neg__ = __abs__ = no_value
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = no_value
    __array__ = no_value


class Student:
    """The submission. `student.NAME(...)` calls its function or class NAME."""

    Error = Error

    def __init__(self, place):
        self._place = place

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(self, name)

    def __repr__(self):
        return "student"

    def call(self, name, *args, **kwargs):
        """Call a function whose name means something else here: student.call("seed", 3)."""
        return Name(self, name)(*args, **kwargs)

    def get(self, thing, attribute=""):
        """Return a value: of a name (student.get("LAYERS")), of an object's attribute (student.get(model, "bias")), or an object itself."""
        if isinstance(thing, str):
            thing = Name(self, thing)
        place, target = locate(thing)
        if attribute:
            target = dict(target, path=(target["path"] + "." if target["path"] else "") + attribute)
        return wire.ask(call.GET, place, {"target": target})

    def has(self, thing, attribute=""):
        """Tell whether the submission has a name, or an object an attribute."""
        thing = Name(self, thing) if isinstance(thing, str) else thing
        place, target = locate(Name(thing, attribute) if attribute else thing)
        return wire.ask(call.HAS, place, {"target": target})

    def hold(self, value):
        """Put a value into the sandbox and keep it there, so that several calls get the very same object."""
        crossing = Crossing(self._place)
        return wire.ask(call.HOLD, self._place, {"value": crossing.encode(value)}, crossing)

    def seed(self, number):
        """Seed the generators of Python, NumPy and PyTorch in the sandbox."""
        wire.ask(call.SEED, self._place, {"seed": int(number)})

    def elsewhere(self):
        """Return the same submission in a second sandbox, which shares nothing with this one."""
        return Student(1 - self._place)


def call_student(thing, args, kwargs):
    place, target = locate(thing)
    crossing = Crossing(place)
    header = {
        "target": target,
        "args": [crossing.encode(item) for item in args],
        "kwargs": {name: crossing.encode(item) for name, item in kwargs.items()},
    }
    return wire.ask(call.CALL, place, header, crossing)


def locate(thing):
    """Return which sandbox a thing of the student's is in, and what requests call it."""
    if isinstance(thing, StudentObject):
        place = part(thing, "_about")[1]
        return place, {"handle": handle(thing, place)["handle"], "path": ""}
    if isinstance(thing, Name):
        owner, path = part(thing, "_owner"), part(thing, "_path")
        if isinstance(owner, Student):
            return owner._place, {"path": path}
        place, target = locate(owner)
        return place, dict(target, path=path)
    raise TypeError("%r is nothing of the student's" % (thing,))


student = Student(0)
