"""Documents in a case: what may come in, what lies on disk, who reads it, and that it goes with its key."""

import re
import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base
from sqlalchemy import select

from app.access.actor import system_actor
from app.cases.file_kinds import LARGEST, file_kind
from app.cases.models_documents import Document
from app.cases.stores import FolderStore
from app.cases.views_documents import STORE
from app.core.errors import Refused
from app.privacy.service_erasure import erase_persons
from tests.support.cases import add_case, trail_text
from tests.support.people import form_token, sign_in
from tests.support.photos import PLACE, photo

CANARY = b"Kanarievogel in een PDF "


def pdf(size=300_000):
    return b"%PDF-1.7\n" + CANARY * (size // len(CANARY))


def packed(*names, content=b"x", **named):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
        for name, text in named.items():
            archive.writestr(name, text)
    return kept.getvalue()


@pytest.fixture
def case(work):
    with work.transaction():
        return add_case(work)


@pytest.fixture
def worker(app, case):
    return sign_in(app.test_client(), "social_worker", None, "34022")


def send(client, case, content, name="Loonbrief van Zeehond.pdf"):
    data = {"csrf_token": form_token(client), "file": (BytesIO(content), name)}
    return client.post(f"/dossiers/{case.number}/documenten", data=data, content_type="multipart/form-data")


def uids(page):
    return re.findall(r"documenten/([0-9a-f-]{36})\"", page)


def test_comes_back_as_it_was_and_is_nowhere_readable(app, work, case, worker, settings):
    assert send(worker, case, pdf()).status_code == 303
    page = worker.get(f"/dossiers/{case.number}/documenten").text
    assert "Loonbrief van Zeehond.pdf" in page
    answer = worker.get(f"/dossiers/{case.number}/documenten/{uids(page)[0]}")
    assert answer.data == pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for path in settings.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert CANARY.strip() not in content, path
            assert b"Zeehond" not in content, path
    assert "Zeehond" not in trail_text(work.session)
    stored = [path for path in (settings.home / "documents").rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o777 for path in stored] == [0o600]


def test_what_is_in_a_file_decides_whether_it_may_come_in(work, case, worker):
    docx = packed("[Content_Types].xml", "word/document.xml")
    good = {
        "a.exe": (pdf(100), "a.pdf"),
        "../../b": (photo("JPEG"), "b.jpg"),
        "c.png": (photo("PNG"), "c.png"),
        "d.zip": (docx, "d.docx"),
        "e": (packed("[Content_Types].xml", "xl/workbook.xml"), "e.xlsx"),
        "f.odt": (packed(mimetype="application/vnd.oasis.opendocument.text"), "f.odt"),
    }
    for name, (content, kept) in good.items():
        assert send(worker, case, content, name).status_code == 303, name
        assert kept in worker.get(f"/dossiers/{case.number}/documenten").text
    bad = {
        "half a photo": photo("JPEG")[:-100],
        "half a picture": photo("PNG")[:-20],
        "html": b"<html><script>",
        "exe": b"MZ" + bytes(100),
        "empty": b"",
        "zip": packed("x.txt"),
        "not a zip": b"PK\x03\x04" + bytes(50),
        "macros": packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        "bomb": packed("[Content_Types].xml", "word/document.xml", content=bytes(210 * 1024 * 1024 // 2)),
    }
    for name, content in bad.items():
        answer = send(worker, case, content, f"{name}.pdf")
        assert answer.status_code == 422, name
        assert "field-error" in answer.text
    with pytest.raises(Refused, match="te groot"):
        file_kind(BytesIO(b"%PDF-" + bytes(LARGEST)))
    too_much = {"CONTENT_LENGTH": str(LARGEST + 100_000), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    url = f"/dossiers/{case.number}/documenten"
    assert worker.post(url, environ_overrides=too_much).status_code == 413
    assert work.session.query(Document).count() == len(good)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_comes_back_without_where_it_was_taken(case, worker, kind):
    sent = photo(kind)
    assert all(trace in sent for trace in PLACE)
    assert send(worker, case, sent, "plafond.jpg").status_code == 303
    page = worker.get(f"/dossiers/{case.number}/documenten").text
    kept = worker.get(f"/dossiers/{case.number}/documenten/{uids(page)[0]}").data
    assert not [trace for trace in PLACE if trace in kept]
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(kept)) as after:
        assert not after.getexif().get_ifd(IFD.GPSInfo)
        assert set(after.getexif()) <= {Base.Orientation}
        assert ImageOps.exif_transpose(after).tobytes() == ImageOps.exif_transpose(before).tobytes() or kind == "PNG"
        assert after.tobytes() == before.tobytes()


def test_goes_with_its_key(app, work, case, worker, settings):
    for name in ("een.pdf", "twee.pdf"):
        send(worker, case, pdf(100_000), name)
    store: FolderStore = app.extensions[STORE]
    page = worker.get(f"/dossiers/{case.number}/documenten").text
    first = uids(page)[0]
    data = {"csrf_token": form_token(worker)}
    url = f"/dossiers/{case.number}/documenten/{first}"
    assert worker.post(f"{url}/verwijderen", data=data).status_code == 303
    assert worker.get(url).status_code == 404
    assert len(list(store.files())) == 1
    with work.transaction():
        erase_persons(work, persons=[case.reference_person_uid], ground="verzoek", decided_by=system_actor("test"))
    assert uids(worker.get(f"/dossiers/{case.number}/documenten").text) == []
    assert app.test_cli_runner().invoke(args=["documents", "sweep"]).exit_code == 0
    assert list(store.files()) == []
    work.session.rollback()
    assert work.session.scalars(select(Document.is_stored)).all() == [False, False]


def test_a_damaged_file_is_not_shown_as_whole(app, case, worker):
    send(worker, case, pdf())
    store: FolderStore = app.extensions[STORE]
    [(uid, _written)] = store.files()
    place = store.folder / uid.hex[-2:] / uid.hex
    place.write_bytes(place.read_bytes()[:-70_000])
    with pytest.raises(Exception, match="chunk"):
        assert worker.get(f"/dossiers/{case.number}/documenten/{uid}").data
