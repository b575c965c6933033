"""XML without a document type and without entities, handed on element by element."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.handler import feature_namespaces

from defusedxml.expatreader import DefusedExpatParser

_OFF = ("0", "false", "none")


def each_element(xml: bytes, take: Callable[[str, Any], None]) -> None:
    """Hand on every element: the path of its last three tags ("/fonts/font/b"), and its attributes.

    Raises:
        xml.sax.SAXException, defusedxml.DefusedXmlException: the XML is not plain.
    """
    elements = _Elements(take)
    parse(xml, elements.start, elements.end)


def local(tag: str) -> str:
    """A tag without its prefix."""
    return tag.rpartition(":")[2]


class _Elements:
    def __init__(self, take: Callable[[str, Any], None]) -> None:
        self._take = take
        self._within: list[str] = []

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        self._within.append("/" + local(name))
        # Only the end of the path: one that is nested a million deep would be long a million times.
        self._take("".join(self._within[-3:]), attrs)

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser gives the name
        self._within.pop()


# The library comes without types.
class _Parser(DefusedExpatParser):  # type: ignore[misc]
    """A parser that refuses what is dangerous, and calls these functions without a layer between."""

    def __init__(self, start: Any, end: Any, characters: Any) -> None:
        self._calls = start, end, characters
        super().__init__(forbid_dtd=True)

    def reset(self) -> None:
        super().reset()
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
            self._calls
        )


def parse(
    xml: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], object] = str,
) -> None:
    """Run handlers over XML without a document type and without entities."""
    parser = _Parser(start, end, characters)
    parser.setFeature(feature_namespaces, False)
    parser.parse(io.BytesIO(xml))


def is_on(attrs: Mapping[str, str], name: str, default: str = "false") -> bool:
    """Whether an attribute says yes; without it, what its default says."""
    return attrs.get(name, default).lower() not in _OFF
