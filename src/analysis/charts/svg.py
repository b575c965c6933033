"""What matplotlib writes as SVG, made fit to stand inline in the report's page, in one pass.

The page's strict content security policy forbids `style` attributes and `<style>`, and all charts
of a page share one name space of ids; so styles become presentation attributes, and ids that
something refers to get the figure's name in front. A label drawn with the gid `so:C` becomes `<text
class="so" data-v="C">`. In `trên 8.588` only the number is bound: `<text>trên <tspan class="so"
data-v="C">8.588</tspan></text>`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

SVG = "http://www.w3.org/2000/svg"
CHART_CLASS = "bieu-do"
GID_PREFIX = "so:"

_REFERENCE = re.compile(r"(?:(?<=url\()|^)#([^)]+)")
_USED = re.compile(r'(?:href="|url\()#([^)"]+)')
_DECLARATION = re.compile(r"([\w-]+):\s*([^;}]*[^;}\s])")
_NO_TURN = re.compile(r"rotate\(-?0(?: [^)]*)?\)")


def clean_svg(svg: bytes, name: str, families: str) -> bytes:
    """The SVG of one chart, cleaned.

    `name`, the figure's id, goes in front of ids; `families` are its fonts.
    """
    root = fromstring(svg)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(key): text for key, text in element.attrib.items()}
    # matplotlib writes one sheet with the single rule `*{…}`
    rules = dict(_DECLARATION.findall(root.findtext(".//style", "")))
    used = set(_USED.findall(svg.decode()))
    for element in list(root.iter()):
        _clean_attributes(element, name, used)
    _clean_children(root)
    size = root.attrib
    root.attrib = {
        "xmlns": SVG,
        "class": CHART_CLASS,
        "role": "img",
        "viewBox": size["viewBox"],
        "width": size["width"],
        "height": size["height"],
        **rules,
        "font-family": families,
    }
    return ET.tostring(root, encoding="unicode").encode() + b"\n"


def _local(name: str) -> str:
    """A name without its name space.

    Everything here is SVG, and SVG 2 takes `href` for `xlink:href`.
    """
    return name.rpartition("}")[2]


def _clean_children(parent: ET.Element) -> None:
    """Below `parent`, groups that say nothing give way to their children, empty ones to nothing."""
    kept: list[ET.Element] = []
    for child in parent:
        if child.tag in ("metadata", "style"):
            continue
        _clean_children(child)
        if (child.tag == "g" and not child.attrib) or (child.tag == "defs" and not len(child)):
            kept += child
        else:
            kept.append(child)
    parent[:] = kept
    if parent.tag not in ("text", "tspan"):
        parent.text = None
    for child in kept:
        child.tail = None


def _clean_attributes(element: ET.Element, name: str, used: set[str]) -> None:
    attributes = dict(element.attrib)
    identity = attributes.pop("id", "")
    attributes.update(_DECLARATION.findall(attributes.pop("style", "")))
    attributes.pop("font-family", None)
    if _NO_TURN.fullmatch(attributes.get("transform", "")):
        del attributes["transform"]
    if "d" in attributes:
        attributes["d"] = " ".join(attributes["d"].split())
    for key, text in attributes.items():
        if key == "href" or text.startswith("url("):
            attributes[key] = _REFERENCE.sub(rf"#{name}-\1", text)
    if identity in used:
        attributes["id"] = f"{name}-{identity}"
    element.attrib = attributes
    if identity.startswith(GID_PREFIX):
        for label in element.iter("text"):
            _bind(label, identity.removeprefix(GID_PREFIX))


def _bind(label: ET.Element, value_id: str) -> None:
    """Mark the number of a label as that value's; a word before it stays outside."""
    bound = {"class": "so", "data-v": value_id}
    word, number = word_and_number(label.text or "")
    if not word:
        label.attrib = {**bound, **label.attrib}
        return
    # A reader who chooses "trên" has chosen no number: only what is compared with a value is bound.
    label.text = f"{word} "
    ET.SubElement(label, "tspan", bound).text = number


def word_and_number(text: str) -> tuple[str, str]:
    """A printed value taken apart: `trên 8.588` is `trên` and `8.588`.

    Without a word the first part is empty.
    """
    word, _, number = text.rpartition(" ")
    if word[:1].isalpha():
        return word, number
    return "", text
