"""Say what a test is worth, and how its result is shown."""

import functools


def _mark(**marks):
    def decorate(test):
        for name, value in marks.items():
            setattr(test, "__%s__" % name, value)
        return test

    return decorate


def _hand(argument, mark, marks):
    """Give the test a function as a named argument; what it is called with becomes a mark of the test's."""

    def decorate(test):
        @functools.wraps(test)
        def decorated(*args, **kwargs):
            kwargs[argument] = functools.partial(setattr, decorated, "__%s__" % mark)
            return test(*args, **kwargs)

        return _mark(**marks)(decorated)

    return decorate


def weight(val):
    """Give this many points for the test."""
    return _mark(weight=val)


def number(val):
    """Number the test in the report."""
    return _mark(number=str(val))


def visibility(val):
    """Show the test to students always, or when: hidden, after_due_date, after_published, visible."""
    return _mark(visibility=val)


def tags(*args):
    """Tag the test."""
    return _mark(tags=args)


def hide_errors(error_message="Test failed"):
    """Show this instead of what went wrong."""
    return _mark(hide_errors=error_message)


def leaderboard(column_name, sort_order="desc"):
    """Put what the test passes to `set_leaderboard_value` on the leaderboard."""
    return _hand("set_leaderboard_value", "leaderboard_value", {"leaderboard_column": column_name, "leaderboard_sort_order": sort_order})


def partial_credit(weight):
    """Give the points that the test passes to `set_score`, of this many."""
    return _hand("set_score", "score", {"weight": weight})
