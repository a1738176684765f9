"""How a partner's page looks: plain HTML that works without a script, with a keyboard, and read aloud.

What is said comes from the core, in Dutch: the language in which partners work.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from casework import Handover, HandoverState
from casework.handover import CODE_DIGITS, HANDOVER_OUTCOMES
from conversations.partnering import page_texts as said
from conversations.partnering.partner import ACCEPT, DECLINE, GONE, LOCKED, LONGEST_REASON, REPORT, TITLE, WRONG
from locales import SOURCE_LANGUAGE, translator
from texts import Text, Verbatim, say

__all__ = ["HEADERS", "code_page", "gone_page", "read_page", "thanks_page"]

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
ul { padding-left: 1.25rem; }
label, legend { font-weight: 600; }
.choice { display: block; padding: .5rem 0; font-weight: 400; }
input[type=text], textarea { display: block; box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; padding: .6rem;
  font: inherit; color: inherit; background: #fff; border: 2px solid #595959; border-radius: .25rem; }
input[type=radio] { width: 1.25rem; height: 1.25rem; margin: 0 .5rem 0 0; vertical-align: middle; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; }
button { min-height: 3rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600; color: #fff; background: #0b4f7d;
  border: 2px solid #0b4f7d; border-radius: .25rem; cursor: pointer; }
button.plain { color: #0b4f7d; background: #fff; }
:focus-visible { outline: 4px solid #d97706; outline-offset: 2px; }
.wrong { padding: .75rem; color: #7a0b0b; background: #fdecec; border-left: .35rem solid #b3261e; }
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Of every answer: nothing is kept, loaded from elsewhere, framed, or told to another site."""

_words = translator(SOURCE_LANGUAGE)


def _say(text: Text) -> str:
    return escape(_words.say(text))


def _paragraphs(texts: Iterable[Text]) -> str:
    return "".join(f"<p>{_say(text)}</p>" for text in texts)


def _page(title: Text, body: str) -> str:
    return (
        f'<!doctype html><html lang="{SOURCE_LANGUAGE}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_say(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{_say(title)}</h1>{body}</main></body></html>"
    )


def gone_page() -> str:
    """Nothing is here any more, or never was: the two look the same."""
    return _page(TITLE, _paragraphs(GONE))


def code_page(path: str, *, wrong: bool = False, locked: bool = False) -> str:
    """The six digits first. Nothing of the family stands here."""
    if locked:
        return _page(TITLE, f'<p class="wrong" role="alert">{_say(LOCKED)}</p>')
    told = f'<p class="wrong" role="alert" id="wrong">{_say(WRONG)}</p>' if wrong else ""
    described = "hint wrong" if wrong else "hint"
    return _page(
        TITLE,
        f'{_paragraphs([said.ASKED])}{told}<form method="post" action="{escape(path)}/code">'
        f'<label for="code">{_say(said.CODE)}</label><p id="hint">{_say(said.CODE_HINT)}</p>'
        f'<input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required'
        f' maxlength="{CODE_DIGITS + 4}" aria-describedby="{described}"{" aria-invalid=true" if wrong else ""}>'
        f"<button>{_say(said.OPEN)}</button></form>",
    )


def read_page(
    path: str,
    handover: Handover,
    head: Sequence[Text],
    lines: Sequence[Text],
    *,
    form: str,
    waiting: bool,
    wrong: Text | None = None,
) -> str:
    """Who asks, what goes along, and the ways to answer. `form` is the word by which the page knows its own forms."""
    told = "".join(f"<li>{_say(line)}</li>" for line in lines)
    error = f'<p class="wrong" role="alert">{_say(wrong)}</p>' if wrong is not None else ""
    if waiting:
        answer = _paragraphs([said.KEPT])
    elif handover.state == HandoverState.ACCEPTED:
        answer = _paragraphs([said.HELPING]) + _report(path, form)
    else:
        answer = _paragraphs([said.AGREED]) + _accept(path, form) + _decline(path, form)
    title = say("partner", "Aanmelding {number}", number=Verbatim(handover.number))
    return _page(title, f"{error}{_paragraphs(head)}<ul>{told}</ul>{answer}")


def thanks_page(path: str, *, ended: bool) -> str:
    """The answer is stored."""
    if ended:
        return _page(said.THANKS, _paragraphs([said.OVER]))
    return _page(said.THANKS, f'<p><a href="{escape(path)}">{_say(said.BACK)}</a></p>')


def _form(path: str, form: str, does: str, inside: str, button: Text, *, plain: bool = False) -> str:
    return (
        f'<form method="post" action="{escape(path)}/answer"><input type="hidden" name="form" value="{escape(form)}">'
        f'<input type="hidden" name="does" value="{does}">{inside}'
        f"<button{' class=plain' if plain else ''}>{_say(button)}</button></form>"
    )


def _accept(path: str, form: str) -> str:
    return _form(path, form, "accept", "", ACCEPT.label)


def _decline(path: str, form: str) -> str:
    inside = (
        f'<h2>{_say(said.CANNOT)}</h2><label for="reason">{_say(said.WHY)}</label>'
        f'<textarea id="reason" name="reason" rows="3" maxlength="{LONGEST_REASON}" required></textarea>'
    )
    return _form(path, form, "decline", inside, DECLINE.label, plain=True)


def _report(path: str, form: str) -> str:
    choices = "".join(
        f'<label class="choice"><input type="radio" name="outcome" value="{outcome.value}" required>'
        f"{_say(outcome.label)}</label>"
        for outcome in HANDOVER_OUTCOMES
    )
    inside = f"<fieldset><legend>{_say(said.RESULT)}</legend>{choices}</fieldset>"
    return _form(path, form, "report", inside, REPORT.label)
