"""Show on Gradescope what gradebox graded elsewhere. Nothing that was handed in is run.

A result is found by the submission's id, else by the e-mail addresses of all who handed it in, and shown only if what
was handed in is what was graded. Whatever else comes waits to be graded, and keeps the result that there was before.
"""

import hashlib
import json
import os
import sys

import contents

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")

UNKNOWN = "It was handed in after those that have been graded so far, or by somebody else."
CHANGED = "It is not what was graded: its files have changed since."
UNGRADED = "The machine that grades failed on it; that is no fault of the submission, and it will be graded again."
WAITS = "This submission waits to be graded."
NOTHING_TO_DO = "Nothing needs to be handed in again for that."
KEPT = "Until then, what is shown below is the result of an earlier submission."

FIELDS = (
    "score execution_time output output_format test_output_format test_name_format visibility stdout_visibility"
    " extra_data tests leaderboard"
).split()
MARK = "gradebox_replay"


class Trouble(Exception):
    """Tell staff why there is no result."""


def main(root):
    """Write one result, or say why not."""
    results = os.path.join(root, "results", "results.json")
    try:
        if os.path.lexists(results):
            os.remove(results)
        said, result = replay(root)
        write(results, result)
    except (Trouble, OSError, ValueError, RecursionError) as trouble:
        say("no result: %s" % trouble)
        return 1
    say(said)
    return 0


def say(line):
    """Print for staff, whatever the container's locale is."""
    print("gradebox: " + ascii(line)[1:-1], flush=True)


def replay(root):
    """Return a line for staff, and the bytes of the result."""
    metadata = read_metadata(os.path.join(root, "submission_metadata.json"))
    how, found = find(metadata)
    if found is None:
        return waiting(metadata, UNKNOWN)
    name = found["submission"]
    if found["content"] is not None:
        rules = load(os.path.join(DATA, "paths.json"))
        if contents.digest(os.path.join(root, "submission"), rules) != found["content"]:
            return waiting(metadata, CHANGED, name)
    if found["result"] is None:
        return waiting(metadata, UNGRADED, name)
    return "the result of %s, found by %s" % (name, how), graded(found["result"])


def read_metadata(file):
    """Return what Gradescope says of the submission."""
    try:
        metadata = load(file)
    except (OSError, ValueError, RecursionError) as fault:
        raise Trouble("%s cannot be read (%s)" % (file, fault))
    if not isinstance(metadata, dict) or identity(metadata) is None:
        raise Trouble("%s does not say which submission this is" % file)
    return metadata


def load(file):
    """Read strict JSON."""
    with open(file, encoding="utf-8") as text:
        return json.load(text, parse_constant=refuse)


def refuse(constant):
    """Refuse what Python would take for a number."""
    raise ValueError("%s is no JSON" % constant)


def find(metadata):
    """Return how a record was found, and the record; or None twice."""
    keys = [("its id", key("id", identity(metadata)))]
    addresses = people(metadata)
    if addresses:
        hashes = sorted(key("address", address) for address in addresses)
        keys.append(("the addresses of its people", key("people", "\n".join(hashes))))
    for how, name in keys:
        file = os.path.join(DATA, "keys", name + ".json")
        if os.path.exists(file):
            return how, load(file)
    return None, None


def key(kind, what):
    """Return a name that tells nothing of what it is made of."""
    return hashlib.sha256((kind + "\n" + what).encode("utf-8", "surrogatepass")).hexdigest()


def identity(metadata):
    """Return the submission's id as digits, or None."""
    number = metadata.get("id")
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return str(number) if is_number or isinstance(number, str) and number.isdigit() else None


def people(metadata):
    """Return the addresses of all who handed in, or nothing unless every one is known."""
    users = metadata.get("users")
    addresses = set()
    for user in users if isinstance(users, list) else []:
        address = user.get("email") if isinstance(user, dict) else None
        if not isinstance(address, str) or not address.strip():
            return None
        addresses.add(address.strip().lower())
    return addresses


def graded(name):
    """Return a result as gradebox wrote it."""
    file = os.path.join(DATA, "results", name + ".json")
    with open(file, "rb") as content:
        result = content.read()
    if hashlib.sha256(result).hexdigest() != name:
        raise Trouble("%s is damaged: upload the autograder again" % file)
    return result


def waiting(metadata, why, name="it"):
    """Return the result of a submission that is not graded: the one before it, if there was one."""
    result = previous(metadata)
    notice = " ".join((WAITS, why, NOTHING_TO_DO))
    mark = {"status": "waiting", "why": why, "kept": result is not None}
    if result is None:
        result = informational(notice, why)
    else:
        mark["output"] = result.get("output", "")
        gap = "<br><br>" if result.get("output_format") == "html" else "\n\n"
        result["output"] = gap.join(part for part in (notice + " " + KEPT, mark["output"]) if part)
    result["extra_data"] = dict(result.get("extra_data", {}), **{MARK: mark})
    said = "%s waits to be graded%s. %s" % (name, ", and keeps the result before" if mark["kept"] else "", why)
    return said, json.dumps(result, allow_nan=False, indent=2).encode("ascii") + b"\n"


def informational(notice, why):
    """Return a result that shows no score: one hidden test hides the total, which the format demands."""
    shown = {"name": "Not graded yet: this submission waits to be graded", "output": notice, "visibility": "visible"}
    hides = {"name": "Not graded yet; this line hides the total", "output": why, "visibility": "hidden"}
    for test in (shown, hides):
        test.update(name_format="text", output_format="text")
    return {
        "score": 0,
        "output": notice,
        "output_format": "text",
        "visibility": "hidden",
        "stdout_visibility": "hidden",
        "tests": [shown, hides],
    }


def previous(metadata):
    """Return the last result that there was, without what this program had added to it; or None."""
    earlier = metadata.get("previous_submissions")
    for submission in reversed(earlier if isinstance(earlier, list) else []):
        if isinstance(submission, dict) and not submission.get("autograder_error"):
            result = kept(submission.get("results"), submission.get("score"))
            if result is not None:
                return result
    return None


def kept(results, score):
    """Return a copy that can be shown again, or None if there is no score in it."""
    if not isinstance(results, dict):
        return None
    result = {field: results[field] for field in FIELDS if results.get(field) is not None}
    tests = result.setdefault("tests", [])
    extra = result.setdefault("extra_data", {})
    if not isinstance(tests, list) or not all(isinstance(test, dict) for test in tests):
        return None
    if not isinstance(extra, dict) or not isinstance(result.setdefault("output", ""), str):
        return None
    mark, own = extra.pop(MARK, None), extra.get("gradebox")
    if isinstance(own, dict) and own.get("status") == "no-score":
        return None
    if isinstance(mark, dict):
        if not mark.get("kept"):
            return None
        result["output"] = str(mark.get("output", ""))
    if not is_number(result.get("score")):
        result.pop("score", None)
        if number(score) is not None:
            result["score"] = number(score)
        elif not tests or not all(is_number(test.get("score")) for test in tests):
            return None
    return result


def number(text):
    """Return a number that Gradescope may have written as a text, or None."""
    try:
        value = float(text) if isinstance(text, str) else text
    except ValueError:
        return None
    return value if is_number(value) else None


def is_number(value):
    """Tell whether a value is a number that JSON has."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def write(file, content):
    """Write a file whole or not at all."""
    draft = file + ".draft"
    with open(draft, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/autograder"))
