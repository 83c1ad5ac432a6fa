"""Answers in memory: buttons of a fresh one work even if the disk does not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from qa.store.shares import Copy, Share
from qa.store.shown_answer import ShownAnswer, new_key

RECENT: Final = 256


@dataclass(frozen=True, slots=True)
class RecentAnswer:
    """An answer in memory; `written` if it is on disk as well. `share` counts where it is not."""

    shown_at: float
    shown: ShownAnswer
    written: bool = False
    share: Share | None = None


class RecentAnswers:
    """The newest answers by key, at most `keep` and RECENT of them."""

    def __init__(self, keep: int) -> None:
        self._held: OrderedDict[str, RecentAnswer] = OrderedDict()
        self._keep = keep

    def __len__(self) -> int:
        return len(self._held)

    def add(self, shown: ShownAnswer, now: float) -> None:
        self._held[shown.key] = RecentAnswer(now, shown)
        self._held.move_to_end(shown.key)
        while len(self._held) > min(RECENT, self._keep):
            self._held.popitem(last=False)

    def get(self, key: str) -> RecentAnswer | None:
        return self._held.get(key)

    def renew(self, key: str, **changes: object) -> None:
        """Change what is held of `key`, if anything still is."""
        if key in self._held:
            self._held[key] = replace(self._held[key], **changes)  # type: ignore[arg-type]

    def set_shown(self, key: str, **changes: object) -> None:
        """Change what is shown of `key`, if it is still held."""
        if key in self._held:
            self.renew(key, shown=self._held[key].shown.model_copy(update=changes))

    def begin_share(self, key: str) -> Share:
        """Take the right to share an answer that memory alone has, if it is still to be had."""
        share = self._held[key].share or Share("mine", new_key())
        taken = share.state in ("mine", "unclear")
        self.renew(key, share=replace(share, state="running") if taken else share)
        self.set_shown(key, shareable=False)
        return share

    def end_share(self, key: str, message: int | None) -> None:
        recent = self._held.get(key)
        if recent is not None and recent.share is not None:
            self.renew(key, share=Share("done", recent.share.key, message))

    def copy_of(self, key: str) -> Copy | None:
        """The public copy that stands of an answer that memory alone has."""
        recent = self._held.get(key)
        share = recent.share if recent else None
        if share is None or share.state != "done":
            return None
        copy = self._held.get(share.key)
        return Copy(share.key, share.message, copy.shown.channel if copy else None)

    def give_up_share(self, key: str, *, unclear: bool) -> None:
        recent = self._held.get(key)
        if recent is not None and recent.share is not None:
            self.renew(key, share=Share("unclear", recent.share.key) if unclear else None)
        if not unclear:
            self.set_shown(key, shareable=True)

    def without_questions(self, sources: Iterable[int]) -> None:
        """Keep no question that was asked in `sources`."""
        gone = {*sources}
        for key, recent in self._held.items():
            if {recent.shown.source, recent.shown.about} & gone:
                self._held[key] = replace(recent, shown=recent.shown.without_question())

    def drop(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._held.pop(key, None)

    def drop_where(self, gone: Callable[[ShownAnswer], bool]) -> None:
        self.drop([key for key, recent in self._held.items() if gone(recent.shown)])
