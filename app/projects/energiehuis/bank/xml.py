"""Writing XML, and what reading it gives: just enough for files of a bank."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Protocol


class Node(Protocol):
    """An element that a parser found."""

    tag: str
    text: str | None

    def find(self, path: str) -> "Node | None": ...

    def findall(self, path: str) -> "list[Node]": ...

    def iterfind(self, path: str) -> "Iterator[Node]": ...

    def findtext(self, path: str) -> str | None: ...

    def get(self, name: str) -> str | None: ...

    def iter(self) -> "Iterator[Node]": ...


@dataclass
class Element:
    """An element that is written: attributes, then text or other elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def add(self, tag: str, text: str = "", **attributes: str) -> "Element":
        """A new last child."""
        child = Element(tag, attributes, text)
        self.children.append(child)
        return child

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The element in lines, each child further in."""
        pad = "  " * depth
        head = self.tag + "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        if not self.children:
            yield f"{pad}<{head}>{escape(self.text, quote=False)}</{self.tag}>"
            return
        yield f"{pad}<{head}>"
        for child in self.children:
            yield from child.lines(depth + 1)
        yield f"{pad}</{self.tag}>"


def written(root: Element) -> bytes:
    """The document as a file."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *root.lines(), ""]).encode()
