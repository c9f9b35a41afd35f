"""For each name of a document on standard input, writes its text as an independent reader sees it to NAME.txt."""
import email
import email.policy
import re
import signal
import sys
import zipfile

def of_xlsx(path):
    import openpyxl

    for book in (openpyxl.load_workbook(path, data_only=True),):
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            yield sheet.title
            hidden_rows = {n for n, row in sheet.row_dimensions.items() if row.hidden}
            for row in sheet.iter_rows():
                for cell in row:
                    letters = re.match("[A-Z]+", cell.coordinate).group()
                    column = sheet.column_dimensions.get(letters)
                    if cell.value is None or cell.row in hidden_rows or (column and column.hidden):
                        continue
                    yield str(cell.value)


def of_pptx(path):
    from lxml import etree

    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if re.match(r"ppt/slides/slide\d+\.xml$", n)]
        for name in names:
            root = etree.fromstring(package.read(name))
            if root.get("show") == "0":
                continue
            for paragraph in root.iter("{*}p"):
                yield "".join(run.text or "" for run in paragraph.iter("{*}t"))


def of_html(path, content=None):
    from lxml import html

    data = content if content is not None else open(path, "rb").read()
    root = html.fromstring(data)
    for element in list(root.iter("script", "style", "head", "noscript", "template")):
        element.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tail = " " + (element.tail or "") if element.tag not in ("b", "i", "em", "a", "span", "code", "strong", "font", "tt", "sub", "sup", "u", "small") else element.tail
    yield root.text_content()


def of_eml(path):
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    yield str(mail["subject"] or "")
    body = mail.get_body(preferencelist=("html", "plain"))
    if body is None:
        return
    content = body.get_content()
    if body.get_content_subtype() == "html":
        yield from of_html(path, content if isinstance(content, str) else content.decode("latin1"))
    else:
        yield content if isinstance(content, str) else content.decode("latin1")


READERS = {"xlsx": of_xlsx, "pptx": of_pptx, "html": of_html, "eml": of_eml}

LONGEST_SECONDS = 60

for line in sys.stdin:
    file = line.rstrip("\n")
    # The signal ends the process; the caller starts another one for the next document.
    signal.alarm(LONGEST_SECONDS)
    try:
        text = "\n".join(READERS[file.rsplit(".", 1)[1]](file))
        with open(file + ".txt", "wb") as output:
            output.write(text.encode("utf8", "replace"))
    except Exception:
        pass
    signal.alarm(0)
    print("done", flush=True)
