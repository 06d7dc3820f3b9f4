"""Sealed files: any size comes back, nothing changed does, memory stays flat, and nothing readable is on disk."""

import io
import os
import tracemalloc
from uuid import UUID

import pytest

from app.crypto.errors import SealBroken
from app.crypto.file_cipher import CHUNK, TAG, new_file_key, open_stream, seal_stream
from app.crypto.sealed_spool import SealedSpool

FILE, CASE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
KEY = new_file_key()
HEADER = 15


def sealed(content):
    return b"".join(seal_stream(KEY, FILE, CASE, io.BytesIO(content)))


def opened(data, *, key=KEY, file=FILE, case=CASE):
    pieces = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    return b"".join(open_stream(key, file, case, pieces))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
def test_any_size_comes_back(size):
    content = os.urandom(size)
    data = sealed(content)
    assert opened(data) == content
    assert len(data) == HEADER + size + TAG * max(1, -(-size // CHUNK))


def test_whatever_was_changed_moved_or_cut_off_does_not_open():
    data = sealed(os.urandom(3 * CHUNK))
    head, step = data[:HEADER], CHUNK + TAG
    chunks = [data[HEADER + number * step : HEADER + (number + 1) * step] for number in range(3)]
    wrong = {
        "one bit": data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
        "last chunk gone": head + chunks[0] + chunks[1],
        "middle gone": head + chunks[0] + chunks[2],
        "swapped": head + chunks[1] + chunks[0] + chunks[2],
        "again": data + chunks[2],
        "cut off": data[:-1],
        "other prefix": data[:10] + b"x" + data[11:],
        "no header": data[HEADER:],
        "nothing": b"",
        "only a header": head,
    }
    for name, bad in wrong.items():
        with pytest.raises(SealBroken):
            opened(bad)
            pytest.fail(name)
    for place in ({"key": new_file_key()}, {"file": OTHER}, {"case": OTHER}):
        with pytest.raises(SealBroken):
            opened(data, **place)


def test_memory_stays_flat():
    class Zeros(io.RawIOBase):
        left = 32 * 1024 * 1024

        def read(self, size=-1):
            taken = min(size, self.left)
            self.left -= taken
            return bytes(taken)

    tracemalloc.start()
    total = sum(len(piece) for piece in open_stream(KEY, FILE, CASE, seal_stream(KEY, FILE, CASE, Zeros())))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 32 * 1024 * 1024
    assert peak < 1024 * 1024


def test_an_upload_waits_under_seal():
    spool, content = SealedSpool(), b"Kanarievogel " * 20_000
    for at in range(0, len(content), 1777):
        spool.write(content[at : at + 1777])
    spool.seek(0)
    assert spool.read() == content
    spool.seek(-100, io.SEEK_END)
    assert spool.read() == content[-100:]
    spool.seek(CHUNK - 3)
    assert spool.read(6) == content[CHUNK - 3 : CHUNK + 3]
    on_disk = os.pread(spool._handle, len(content) * 2, 0)
    assert len(on_disk) > 3 * CHUNK
    assert b"Kanarie" not in on_disk
    spool.close()
    assert spool.closed
