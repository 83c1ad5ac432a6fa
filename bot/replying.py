"""What an assistant replies to a request: to a message, to a reply to another one, to a post of a forum."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant import Assistant
from bot.declined import DeclinedError
from bot.requests import Question, Request
from index.errors import QuestionError
from qa.language.detection import detect
from qa.models import Reply, Turn


def fixed_language(question: str, answered: str) -> str | None:
    """The language that was answered in, if the question is in another; None where it is the question's."""
    return answered if detect(question, answered) != answered else None


def reply_of(
    assistant: Assistant,
    asked: Request,
    history: Sequence[Turn],
    locale: str | None,
    language: str | None = None,
) -> Reply:
    """The reply; in `language`, if one is given, whatever language it is asked in."""
    if isinstance(asked, Question) and asked.replied_to is not None:
        return _reply_to_reply(assistant, asked.text, asked.replied_to, history, locale, language)
    if isinstance(asked, Question) and asked.title:
        return _reply_to_post(assistant, asked.text, asked.title, locale, language)
    if isinstance(asked, Question):
        words, edition = asked.text, asked.edition
        return assistant.ask(words, history=history, language=language, locale=locale, edition=edition)
    return assistant.look_up(asked, locale=language or locale)


def _reply_to_post(
    assistant: Assistant, text: str, title: str, locale: str | None, language: str | None
) -> Reply:
    """The reply to a whole post, or, where it has none and the title alone has one, to that."""
    try:
        whole = assistant.ask(text, language=language, locale=locale)
    except QuestionError:  # it may be too long
        return assistant.ask(title, language=language, locale=locale)
    if not whole.answer.abstained or text == title:
        return whole
    alone = assistant.ask(title, language=language, locale=locale)
    return whole if alone.answer.abstained else alone


def _reply_to_reply(
    assistant: Assistant,
    text: str,
    replied_to: str,
    history: Sequence[Turn],
    locale: str | None,
    language: str | None,
) -> Reply:
    """The reply to `text` or to what it replies to; DeclinedError where that would be needed and is blank."""
    try:
        return assistant.ask_in_reply(text, replied_to, history=history, language=language, locale=locale)
    except QuestionError as error:
        if replied_to:
            raise
        raise DeclinedError("error-unreadable") from error
