#!/usr/bin/env python3
"""Write a report of gen-report.py as a Word document and as a PDF file, about as
many pages as are asked for. Nothing but Python is needed; the same seed gives the
same bytes.

The docx is made as Word makes it: styles by name, each word or two in a run of its
own with its properties, footnotes in their part. The PDF has one of the fonts that
every reader brings, 48 lines a page, bold headings, a header and page numbers.
"""
import argparse
import importlib.util
import os
import re
import textwrap
import zipfile
import zlib
from xml.sax.saxutils import escape

LINES, WIDTH = 48, 78
MARK = re.compile(r"\[footnoteRef:(\d+)\]")
NOTE = re.compile(r" ?\[(\d+):  (.*?)\] *$")
HEADER = "Verslag van de Raad"


def report_lines(seed):
    """Lines of a made-up report, without end: (level of a heading or 0, text)."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gen-report.py")
    spec = importlib.util.spec_from_file_location("gen_report", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for line, _ in module.Report(seed, org=True).lines():
        level = len(line) - len(line.lstrip("*")) if line.startswith("*") else 0
        line = line.lstrip("*").strip()
        if line:
            yield level, line


def pages_of(seed, pages):
    """The paragraphs that fill so many pages."""
    rows = 0
    for level, line in report_lines(seed):
        rows += len(textwrap.wrap(line, WIDTH)) + 1 + (level == 1)
        if rows > pages * LINES:
            return
        yield level, line


# ---- docx ----------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = ("document", "styles", "footnotes")


def run(text):
    """A run of text with the properties that Word repeats in each."""
    return ('<w:r w:rsidRPr="00A1"><w:rPr><w:rFonts w:cs="Arial"/><w:sz w:val="20"/>'
            '<w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>'
            % escape(text))


def runs(text):
    words = text.split(" ")
    return "".join(run(" ".join(words[i:i + 2]) + " ") for i in range(0, len(words), 2))


def docx_paragraph(level, line, notes):
    """One paragraph; its footnotes are added to notes."""
    note = NOTE.search(line)
    line = NOTE.sub("", line)
    pieces = MARK.split(line)
    body = runs(pieces[0])
    if len(pieces) > 1:
        notes.append(note.group(2) if note else "")
        body += ('<w:r><w:footnoteReference w:id="%d"/></w:r>' % len(notes)
                 + runs(pieces[-1]))
    style = '<w:pStyle w:val="Kop%d"/>' % level if level else ""
    return "<w:p><w:pPr>%s<w:spacing w:after=\"120\"/></w:pPr>%s</w:p>" % (style, body)


def docx_styles():
    heads = "".join(
        '<w:style w:type="paragraph" w:styleId="Kop%d"><w:name w:val="heading %d"/>'
        '<w:pPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>' % (n, n, n - 1)
        for n in range(1, 10))
    return "<w:styles %s>%s</w:styles>" % (W, heads)


def write_docx(path, paragraphs):
    notes = []
    body = "".join(docx_paragraph(level, line, notes) for level, line in paragraphs)
    members = {
        "word/document.xml": "<w:document %s><w:body>%s</w:body></w:document>" % (W, body),
        "word/styles.xml": docx_styles(),
        "word/footnotes.xml": "<w:footnotes %s>%s</w:footnotes>" % (W, "".join(
            '<w:footnote w:id="%d"><w:p>%s</w:p></w:footnote>' % (i, runs(note))
            for i, note in enumerate(notes, 1))),
        "[Content_Types].xml": '<Types xmlns="%scontent-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>%s</Types>'
        % (PACKAGE, "".join(
            '<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>'
            % (part, TYPE, "document.main" if part == "document" else part)
            for part in PARTS)),
        "_rels/.rels": '<Relationships xmlns="%srelationships"><Relationship Id="r1" '
        'Type="%sofficeDocument" Target="word/document.xml"/></Relationships>'
        % (PACKAGE, OFFICE),
        "word/_rels/document.xml.rels": '<Relationships xmlns="%srelationships">%s'
        '</Relationships>' % (PACKAGE, "".join(
            '<Relationship Id="r%d" Type="%s%s" Target="%s.xml"/>' % (i, OFFICE, part, part)
            for i, part in enumerate(PARTS[1:], 1))),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 26, 12, 0, 0)),
                             '<?xml version="1.0" encoding="UTF-8"?>' + text,
                             zipfile.ZIP_DEFLATED)


# ---- PDF -----------------------------------------------------------------------


def rows_of(paragraphs):
    """Lines of print: (bold, text), "" between paragraphs."""
    for level, line in paragraphs:
        if level == 1:
            yield False, ""
        for row in textwrap.wrap(MARK.sub("", NOTE.sub("", line)), WIDTH):
            yield level > 0, row
        yield False, ""


def show(bold, x, y, text):
    data = text.encode("cp1252", "replace")
    data = re.sub(rb"([\\()])", rb"\\\1", data)
    return b"BT /F%d 10 Tf %d %d Td (%s) Tj ET\n" % (1 + bold, x, y, data)


def page_stream(number, rows):
    out = show(False, 72, 800, HEADER) + show(False, 290, 36, str(number))
    for i, (bold, text) in enumerate(rows):
        if text:
            out += show(bold, 60, 770 - 15 * i, text)
    return zlib.compress(out)


def write_pdf(path, paragraphs):
    rows = list(rows_of(paragraphs))
    pages = [rows[i:i + LINES] for i in range(0, len(rows), LINES)]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))
    font = (b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
               font % b"Courier", font % b"Courier-Bold"]
    for i, page in enumerate(pages):
        stream = page_stream(i + 1, page)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * i))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                       % (len(stream), stream))
    out = b"%PDF-1.4\n"
    places = []
    for i, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, data)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, table))
    with open(path, "wb") as file:
        file.write(out)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--pages", type=int, default=30)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("output", nargs="+", help="files to write; .docx or .pdf")
    arg = ap.parse_args()
    paragraphs = list(pages_of(arg.seed, arg.pages))
    for path in arg.output:
        (write_docx if path.endswith(".docx") else write_pdf)(path, paragraphs)


if __name__ == "__main__":
    main()
