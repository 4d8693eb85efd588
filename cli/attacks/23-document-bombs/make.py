"""Billion laughs in XML, SVG, a notebook and a docx, a JSON 100,000 deep, a PDF with JavaScript: no one here parses them."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import json

from solutions import WRONG
from zips import Entry, archive, zeros

laughs = '<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    '<!ENTITY %s "%s">' % (chr(98 + i), "&%s;" % chr(97 + i) * 10) for i in range(10)
) + '<!ENTITY x SYSTEM "file:///etc/shadow">]>\n<l>&k;&x;</l>\n'
packed, crc, size = zeros(400)
docx = archive(Entry("word/document.xml", laughs), Entry("word/media/image1.png", b"", packed=packed, crc=crc, size=size))
deep = "[" * 100_000 + "]" * 100_000
notebook = json.dumps({"cells": [{"cell_type": "markdown", "source": laughs}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

out = Path(sys.argv[1]) / "upload"
out.mkdir()
(out / "solution.py").write_bytes(WRONG)
(out / "report.xml").write_text(laughs)
(out / "report.svg").write_text(laughs)
(out / "report.docx").write_bytes(docx)
(out / "work.ipynb").write_text(notebook)
(out / "deep.ipynb").write_text(deep)
(out / "report.pdf").write_bytes(pdf)
