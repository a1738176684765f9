"""Files in the cloud: documents as they came, photos in the sizes that Telegram makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.pictures import sizes

__all__ = ["File", "Files"]

PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class File:
    """A file in the cloud; its id may be used again. `photo` numbers the photo that it is one size of, else 0."""

    id: str
    kind: str
    path: str
    name: str
    mime: str
    data: bytes
    photo: int = 0
    width: int = 0
    height: int = 0

    def json(self) -> dict[str, Any]:
        """What every kind of file tells of itself in the Bot API; a size of a photo its measures too (pixels)."""
        body: dict[str, Any] = {"file_id": self.id, "file_unique_id": self.id[-6:], "file_size": len(self.data)}
        return body | ({"width": self.width, "height": self.height} if self.photo else {})


class Files:
    """All files by their id."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def get(self, file_id: str) -> File | None:
        """The file with this id."""
        return self._files.get(file_id)

    def at(self, path: str) -> File | None:
        """The file with this path."""
        return next((file for file in self._files.values() if file.path == path), None)

    def keep(self, kind: str, name: str, mime: str, data: bytes) -> File:
        """Store a file that is no photo."""
        extension = "." + name.rsplit(".", 1)[-1] if "." in name else ""
        return self._add(kind, extension, name, mime, data)

    def keep_photo(self, data: bytes) -> tuple[File, ...]:
        """Store a picture in every size, the smallest first. Raises BadPicture."""
        made = sizes(data)
        photo = len(self._files) + 1
        return tuple(
            self._add(PHOTO, ".jpg", "photo.jpg", "image/jpeg", size.data, photo, size.width, size.height)
            for size in made
        )

    def sizes_of(self, file: File) -> tuple[File, ...]:
        """All sizes of the photo that this file is a size of, the smallest first."""
        return tuple(other for other in self._files.values() if other.photo and other.photo == file.photo)

    def _add(self, kind: str, extension: str, *rest: Any) -> File:
        number = len(self._files) + 1
        file = File(f"FILE-{kind}-{number:06d}", kind, f"{kind}s/file_{number}{extension}", *rest)
        self._files[file.id] = file
        return file
