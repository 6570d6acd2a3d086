"""Does every message arrive, in order, signed, also after failures and kills?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.webhooks.receiver import Receiver, receiving

from watchword.errors import UsageError
from watchword.store.engine import WRITE, open_store
from watchword.store.outbox import Outbox, Target, put
from watchword.webhooks import signing
from watchword.webhooks.delivery import deliver
from watchword.webhooks.sending import Sender

KEY = bytes(range(32))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as told:
        yield told


@pytest.fixture
def engine(store_url):
    made = open_store(store_url)
    yield made
    made.dispose()


@pytest.fixture
def outbox(engine, receiver):
    box = Outbox(engine)
    box.add(Target("bank", receiver.url + "/in", signing.secret_of(KEY), own_network=True))
    return box


def fill(engine, *bodies: bytes) -> None:
    with engine.connect().execution_options(begin=WRITE) as connection, connection.begin():
        put(connection, [(f"msg_{body.decode()}", body) for body in bodies])


def test_a_message_is_signed(engine, outbox, receiver):
    """The receiver can check who sent a message, when, and that nothing in it was changed."""
    fill(engine, b"one")
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: 1700000000.5)] == [""]
    path, headers, body = receiver.requests[0]
    signed = hmac.new(KEY, b"msg_one.1700000000.one", hashlib.sha256).digest()
    assert (path, body) == ("/in", b"one")
    assert headers["webhook-id"] == "msg_one"
    assert headers["webhook-timestamp"] == "1700000000"
    assert headers["webhook-signature"] == "v1," + base64.b64encode(signed).decode()


def test_a_published_vector():
    """The signature is that of the example of Standard Webhooks."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signing.headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_dG9vIHNob3J0", "whsec_!!!!", "plain"])
def test_weak_secrets_are_refused(secret):
    """A secret that is short or not Base64 signs nothing."""
    with pytest.raises(UsageError):
        signing.headers(secret, "msg_1", 1, b"")


def test_an_id_ends_no_header():
    """An id with a line end in it makes no header."""
    with pytest.raises(UsageError):
        signing.headers(signing.secret_of(KEY), "msg\r\nX: 1", 1, b"")


def test_a_failure_holds_up_what_follows(engine, outbox, receiver):
    """A message that fails is tried again later under its id, and nothing overtakes it."""
    fill(engine, b"a", b"b", b"c")
    receiver.statuses = [200, 503, 500]
    now = 1000.0
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: now)] == ["", "answered 503"]
    assert list(deliver(outbox, Sender(), lambda: now + 4)) == []
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: now + 6)] == ["answered 500"]
    assert list(deliver(outbox, Sender(), lambda: now + 6 + 9)) == []
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: now + 6 + 11)] == ["", ""]
    assert receiver.bodies == [b"a", b"b", b"b", b"b", b"c"]
    assert {headers["webhook-id"] for _, headers, body in receiver.requests if body == b"b"} == {"msg_b"}
    assert outbox.targets()[0][0].failures == 0


def test_pauses_grow_to_an_hour(engine, outbox, receiver):
    """The pause after each failure is twice the last, up to an hour; Retry-After lengthens it."""
    fill(engine, b"a")
    receiver.statuses = [503] * 14 + [429]
    now, pauses = 0.0, []
    for _ in range(14):
        list(deliver(outbox, Sender(), lambda now=now: now))
        after = outbox.targets()[0][0].next_try
        pauses.append(after - int(now))
        now = float(after)
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 3600
    list(deliver(outbox, Sender(), lambda: now))
    assert outbox.targets()[0][0].trouble == "answered 429"


def test_no_redirect_is_followed(engine, outbox, receiver):
    """A target can't send messages on to somewhere else."""
    fill(engine, b"a")
    receiver.statuses = [307]
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: 0.0)] == ["answered 307"]
    assert len(receiver.requests) == 1


def test_the_guard_works_when_sending(engine, receiver):
    """A name that leads inside at the time of sending gets nothing, whatever it was when the target was set up."""
    box = Outbox(engine)
    box.add(Target("evil", "https://hooks.example.org/", signing.secret_of(KEY), own_network=False))
    fill(engine, b"a")
    (told,) = deliver(box, Sender(resolve=lambda *_: ["127.0.0.1"]), lambda: 0.0)
    assert "private network" in told.trouble
    assert receiver.requests == []


def test_only_one_process_sends_to_a_target(engine, outbox, receiver):
    """While one process sends to a target another leaves it alone; a lease that was left by a killed one runs out."""
    fill(engine, b"a")
    assert outbox.lease("bank", 0, 100)
    assert list(deliver(outbox, Sender(), lambda: 50.0)) == []
    assert [told.trouble for told in deliver(outbox, Sender(), lambda: 101.0)] == [""]


def test_a_removed_target_gets_nothing(engine, outbox):
    """With a target go the messages that wait for it."""
    fill(engine, b"a", b"b")
    assert outbox.remove("bank") == 2
    assert outbox.targets() == ()


_KILLED = """
import os, signal, sys
from watchword.store.engine import WRITE, open_store
from watchword.store.outbox import Outbox, put
from watchword.webhooks.delivery import deliver
from watchword.webhooks.sending import Sender
engine = open_store(sys.argv[1])
number = 0
while True:
    with engine.connect().execution_options(begin=WRITE) as connection, connection.begin():
        put(connection, [(f"msg_{number}", str(number).encode())])
    print(number, flush=True)
    number += 1
    for told in deliver(Outbox(engine), Sender(), lambda: number * 1000.0):
        pass
"""


def test_kill_nine_loses_nothing(store_url, engine, outbox, receiver):
    """Killed while it writes and sends, a process leaves every acknowledged message delivered or waiting, in order."""
    working = subprocess.Popen([sys.executable, "-c", _KILLED, store_url], stdout=subprocess.PIPE, env=os.environ)
    assert working.stdout is not None
    acknowledged = [int(working.stdout.readline()) for _ in range(40)]
    working.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in working.stdout.read().split()]
    working.wait()
    for _ in deliver(outbox, Sender(), lambda: 1e9):
        pass
    arrived = list(dict.fromkeys(map(int, receiver.bodies)))
    assert arrived == list(range(len(arrived)))
    assert set(acknowledged) <= set(arrived)
    assert len(receiver.bodies) - len(arrived) <= 1  # the one under way when it was killed may come twice
