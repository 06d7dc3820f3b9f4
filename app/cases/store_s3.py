"""Sealed files in a bucket of a service that speaks S3. That service never has anything it can read."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from app.core.errors import NotFound
from config.documents import S3Settings

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.response import StreamingBody

_FOLDER: Final = "documents/"
_PART: Final = 8 * 1024 * 1024
"""A part of a larger file; S3 wants at least 5 MiB. So much of a file is in memory, however large it is."""
_PIECE: Final = 256 * 1024


class S3Store:
    """Files as objects in one bucket, sent in parts: an object is there whole or not at all."""

    def __init__(self, settings: S3Settings) -> None:
        self._bucket = settings.bucket
        self._client = _client(settings)

    def write(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        parts = _parts(pieces)
        first, second = next(parts, b""), next(parts, None)
        if second is None:
            self._client.put_object(**self._place(uid), Body=first)
            return
        upload = self._place(uid) | {"UploadId": self._client.create_multipart_upload(**self._place(uid))["UploadId"]}
        try:
            sent = [self._send(upload, 1, first), self._send(upload, 2, second)]
            sent += [self._send(upload, number, part) for number, part in enumerate(parts, start=3)]
            self._client.complete_multipart_upload(**upload, MultipartUpload={"Parts": sent})
        except BaseException:
            self._client.abort_multipart_upload(**upload)
            raise

    def read(self, uid: UUID) -> Iterator[bytes]:
        try:
            found = self._client.get_object(**self._place(uid))
        except self._client.exceptions.NoSuchKey:
            raise NotFound from None
        return _pieces(found["Body"])

    def remove(self, uid: UUID) -> None:
        self._client.delete_object(**self._place(uid))

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=_FOLDER)
        for page in pages:
            for found in page.get("Contents", ()):
                yield UUID(hex=found["Key"].removeprefix(_FOLDER)), found["LastModified"].astimezone(UTC)

    def forget_parts(self, before: datetime) -> int:
        """Nothing: the bucket ends uploads that were not finished (docs/operations.md)."""
        return 0

    def _send(self, upload: dict[str, str], number: int, part: bytes) -> dict[str, Any]:
        return {"PartNumber": number, "ETag": self._client.upload_part(**upload, PartNumber=number, Body=part)["ETag"]}

    def _place(self, uid: UUID) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": _FOLDER + uid.hex}


def _client(settings: S3Settings) -> "BaseClient":
    # Only an installation that keeps its documents there pays for loading this.
    import boto3
    from botocore.config import Config

    return boto3.session.Session().client(
        "s3",
        endpoint_url=settings.endpoint,
        region_name=settings.region,
        aws_access_key_id=settings.access_key,
        aws_secret_access_key=settings.secret_key,
        config=Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path"},
            # Checksums of AWS's own kind are unknown to other services; every file has a seal of ours over it.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in parts of one size; the last may be shorter."""
    part = bytearray()
    for piece in pieces:
        part += piece
        while len(part) >= _PART:
            yield bytes(part[:_PART])
            del part[:_PART]
    if part:
        yield bytes(part)


def _pieces(body: "StreamingBody") -> Iterator[bytes]:
    try:
        yield from body.iter_chunks(_PIECE)
    finally:
        body.close()
