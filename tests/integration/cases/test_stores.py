"""Both document stores keep the same promises; what reaches a bucket is sealed, and a backup takes it along."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import boto3
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from app.backup import back_up, restore
from app.cases.store_s3 import S3Store
from app.cases.stores import FolderStore, store_of
from app.cases.views_documents import STORE
from app.core.errors import NotFound
from app.core.uid import new_uid
from config.documents import S3Settings
from tests.support.cases import add_case
from tests.support.people import form_token, sign_in

CANARY = b"Kanarievogel in een PDF "
LARGE = 9 * 1024 * 1024


@pytest.fixture(scope="module")
def service():
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(service):
    """Settings of a bucket of its own, and a client that looks into it from outside."""
    found = S3Settings(f"b{new_uid().hex}", service, "AKIDTEST", "nothing")
    outside = boto3.client(
        "s3", endpoint_url=service, region_name=found.region, aws_access_key_id="x", aws_secret_access_key="y"
    )
    outside.create_bucket(Bucket=found.bucket, CreateBucketConfiguration={"LocationConstraint": found.region})
    return found, outside


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path):
    if request.param == "folder":
        return FolderStore(tmp_path / "documents")
    return S3Store(request.getfixturevalue("s3")[0])


def test_a_store_keeps_files_whole_or_not_at_all(store):
    one, other, large = new_uid(), new_uid(), os.urandom(LARGE)
    assert list(store.files()) == []
    with pytest.raises(NotFound):
        store.read(one)
    store.remove(one)
    store.write(one, [b"first"])
    store.write(one, iter([b"sec", b"ond"]))
    store.write(other, (large[at : at + 70_000] for at in range(0, LARGE, 70_000)))
    assert b"".join(store.read(one)) == b"second"
    pieces = list(store.read(other))
    assert b"".join(pieces) == large
    assert max(map(len, pieces)) <= 1024 * 1024
    written = dict(store.files())
    assert set(written) == {one, other}
    assert all(abs(datetime.now(UTC) - moment) < timedelta(minutes=5) for moment in written.values())

    def cut_off():
        yield large
        yield large
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.write(new_uid(), cut_off())
    with pytest.raises(ConnectionResetError):
        store.write(one, cut_off())
    assert set(dict(store.files())) == {one, other}
    assert b"".join(store.read(one)) == b"second"
    for _ in range(2):
        store.remove(one)
    assert set(dict(store.files())) == {other}


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_document_in_a_bucket_is_sealed_comes_back_and_is_in_the_backup(
    app, work, settings, clock, s3, tmp_path, engine_name
):
    found, outside = s3
    store = app.extensions[STORE] = store_of(replace(settings, s3=found))
    with work.transaction():
        case = add_case(work)
    worker, content = sign_in(app.test_client(), "social_worker", None, "34022"), b"%PDF-1.7\n" + CANARY * 20_000
    data = {"csrf_token": form_token(worker), "file": (BytesIO(content), "Loonbrief van Zeehond.pdf")}
    url = f"/dossiers/{case.number}/documenten"
    assert worker.post(url, data=data, content_type="multipart/form-data").status_code == 303
    [(uid, _written)] = store.files()
    kept = outside.list_objects_v2(Bucket=found.bucket)["Contents"]
    raw = outside.get_object(Bucket=found.bucket, Key=kept[0]["Key"])
    assert len(kept) == 1
    assert "Zeehond" not in str(kept) + str(raw)
    assert CANARY.strip() not in raw["Body"].read()
    assert outside.list_multipart_uploads(Bucket=found.bucket).get("Uploads", []) == []
    assert not (settings.home / "documents").exists()
    assert worker.get(f"{url}/{uid}").data == content
    work.session.rollback()
    back_up(settings, clock, tmp_path / "copy", store)
    store.remove(uid)
    assert worker.get(f"{url}/{uid}").status_code == 404
    assert restore(settings, tmp_path / "copy", store).documents == 1
    assert worker.get(f"{url}/{uid}").data == content
