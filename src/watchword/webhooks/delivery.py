"""When is a message tried, and in which order? For each target one after the other, the next once the last is there.

A message that fails keeps its turn and is tried again, after pauses that grow to an hour: nothing is dropped or
overtaken. A process that is killed after the other side took a message sends it once more, under the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from watchword.store.outbox import Message, Outbox, Target
from watchword.webhooks import signing
from watchword.webhooks.sending import Sender

_FIRST_PAUSE, _LONGEST_PAUSE = 5, 3600  # seconds
_LEASE = 120  # seconds that a target is kept for one try: longer than a try can take

Clock = Callable[[], float]  # seconds since 1970


class Told(msgspec.Struct, frozen=True):
    """What became of one message: delivered, or the trouble that it met."""

    target: str
    id: str
    trouble: str = ""


def deliver(outbox: Outbox, sender: Sender, clock: Clock, *, now_all: bool = False) -> Iterator[Told]:
    """Send what waits, each target until its first failure. `now_all` tries also those whose pause is not over."""
    for target, waiting in outbox.targets():
        if waiting and (now_all or target.next_try <= clock()):
            yield from _deliver_to(target, outbox, sender, clock)


def _deliver_to(target: Target, outbox: Outbox, sender: Sender, clock: Clock) -> Iterator[Told]:
    now = int(clock())
    mine, failures = now + _LEASE, target.failures
    if not outbox.lease(target.name, now, mine):
        return
    try:
        while (message := outbox.next(target.name)) is not None:
            trouble = _send(target, message, failures, outbox, sender, clock)
            yield Told(target.name, message.id, trouble)
            until = int(clock()) + _LEASE
            if trouble or not outbox.renew(target.name, mine, until):
                return
            mine, failures = until, 0
    finally:
        outbox.renew(target.name, mine, 0)


def _send(target: Target, message: Message, failures: int, outbox: Outbox, sender: Sender, clock: Clock) -> str:
    headers = signing.headers(target.secret, message.id, int(clock()), message.body)
    sent = sender.post(target.url, headers, message.body, own_network=target.own_network)
    if sent.trouble:
        pause = max(min(_FIRST_PAUSE << min(failures, 10), _LONGEST_PAUSE), min(int(sent.after), _LONGEST_PAUSE))
        outbox.failed(target.name, sent.trouble, int(clock()) + pause)
    else:
        outbox.delivered(target.name, message.number)
    return sent.trouble
