"""Parse mode HTML: the tags that Telegram knows, with its error texts (offsets in bytes of UTF-8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import ApiError, bad_request
from sandbox.text import Entity, Formatted, units

__all__ = ["parse_html"]

_TAGS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));?")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that has begun: where in the result, and where in the source for the error text."""

    tag: str
    attributes: dict[str, str]
    offset: int
    byte: int


def parse_html(source: str) -> Formatted:
    """The text without its tags, and the entities they stood for. ApiError 400 *can't parse entities* on a mistake."""
    text = ""
    entities: list[Entity] = []
    stack: list[_Open] = []
    position = 0
    while position < len(source):
        character = source[position]
        if character == "&":
            shown, position = _character(source, position)
            text += shown
        elif character != "<":
            text += character
            position += 1
        else:
            end = source.find(">", position)
            byte = len(source[:position].encode())
            if end < 0:
                raise _mistake(f"Unclosed start tag at byte offset {byte}")
            inside, position = source[position + 1 : end], end + 1
            if inside.startswith("/"):
                opened = _closed(stack, inside[1:].strip().lower(), byte)
                length = units(text) - opened.offset
                if length:
                    entities.extend(_entity(opened, length, text))
            else:
                stack.append(_opened(inside, units(text), byte))
    if stack:
        raise _mistake(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return Formatted(text, tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length))))


def _mistake(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def _character(source: str, position: int) -> tuple[str, int]:
    """What a character reference stands for, and where reading goes on. An unknown one is shown as it is written."""
    match = _CHARACTER.match(source, position)
    if match is None:
        return "&", position + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", position + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF:
        return "&", position + 1
    return chr(code), match.end()


def _opened(inside: str, offset: int, byte: int) -> _Open:
    tag, _, rest = inside.partition(" ")
    tag = tag.strip().lower()
    if tag not in _TAGS:
        raise _mistake(f'Unsupported start tag "{tag}" at byte offset {byte}')
    attributes = {
        name.lower(): _unescaped(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(rest)
    }
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _mistake(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    return _Open(tag, attributes, offset, byte)


def _unescaped(value: str) -> str:
    return re.sub(r"&(lt|gt|amp|quot);", lambda match: _NAMED[match[1]], value)


def _closed(stack: list[_Open], tag: str, byte: int) -> _Open:
    if not stack:
        raise _mistake(f"Unexpected end tag at byte offset {byte}")
    opened = stack.pop()
    if tag and tag != opened.tag:
        raise _mistake(f'Unmatched end tag at byte offset {byte}, expected "</{opened.tag}>", found "</{tag}>"')
    return opened


def _entity(opened: _Open, length: int, text: str) -> list[Entity]:
    kind = _TAGS[opened.tag]
    if kind == "text_link":
        inside = text.encode("utf-16-le")[2 * opened.offset :].decode("utf-16-le")
        url = opened.attributes.get("href") or inside
        return [Entity(kind, opened.offset, length, url)] if _is_link(url) else []
    if kind == "blockquote" and "expandable" in opened.attributes:
        kind = "expandable_blockquote"
    return [Entity(kind, opened.offset, length)]


def _is_link(url: str) -> bool:
    """Telegram silently shows a link without a usable address as plain text."""
    return bool(re.match(r"(?:https?|tg|mailto|tel):", url, re.I) or re.match(r"[\w-]+(\.[\w-]+)+", url))
