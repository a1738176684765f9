"""The rival: a stock python-telegram-bot bot that asks questions of the same size and keeps answers in memory.

`python -m benchmarks.stock URL [--concurrent]`. The default backend, the Updater's polling, and per tap the same two
calls: answerCallbackQuery and editMessageText. It loses everything when it stops.
"""

from __future__ import annotations

import argparse
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

__all__ = ["build"]

TOKEN = "1:benchmark"
QUESTIONS = 12
"""As many as a family of ours answers on average."""
TEXT = (
    "<b>{done} van de 10 rechten duidelijk</b>\n\n"
    "Het hoeft niet precies. Kies een groep. Je mag dit altijd overslaan.\n\n"
    "Hoeveel geld heeft je gezin nu elke maand? Tel het Groeipakket niet mee."
)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The first question."""
    _answers(context).clear()
    assert update.message is not None
    await update.message.reply_text(TEXT.format(done=0), parse_mode=ParseMode.HTML, reply_markup=_keyboard(0))


async def tap(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """An answer, and the next question."""
    query, answers = update.callback_query, _answers(context)
    assert query is not None
    answers.append(query.data or "")
    await query.answer()
    await query.edit_message_text(
        TEXT.format(done=len(answers)), parse_mode=ParseMode.HTML, reply_markup=_keyboard(len(answers))
    )


def build(url: str, *, concurrent: bool) -> Any:
    """The application, as the library's manual builds it."""
    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(concurrent)
    app = builder.build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(tap))
    return app


def _answers(context: ContextTypes.DEFAULT_TYPE) -> list[str]:
    assert context.user_data is not None
    answers: list[str] = context.user_data.setdefault("answers", [])
    return answers


def _keyboard(done: int) -> InlineKeyboardMarkup:
    """Four answers, two ways to skip, three ways out: the keyboard of a question of ours."""
    step = f"interview:ask:q{done}" if done < QUESTIONS else "results:list:"

    def button(label: str, choice: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=f"{step}:{choice}")

    answers = [[button(f"Tussen {n}00 en {n + 1}00 euro", f"a.b{n}")] for n in range(4)]
    skips = [button("Ik weet het niet", "dk"), button("Liever niet zeggen", "skip")]
    ways = [button("Terug", "back"), button("Waarom?", "why"), button("Menu", "menu")]
    return InlineKeyboardMarkup([*answers, skips, ways])


def main() -> None:
    """Runs until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--concurrent", action="store_true", help="concurrent_updates on")
    given = parser.parse_args()
    build(given.url, concurrent=given.concurrent).run_polling()


if __name__ == "__main__":
    main()
