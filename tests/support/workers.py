"""Several worker processes at once, each with threads of its own, as the server runs them."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

from app import create_app
from app.access.work import Services
from app.core.clock import FixedClock
from app.web.work import KEY
from config.settings import Settings
from tests.support.databases import TEST_ROOTS

WORKERS, PATIENCE = 4, 60
CLOCK = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__, "app.factory"])

Attempt = Callable[[Services, Callable[[], object], Any], Any]


def at_once(settings: Settings, attempt: Attempt, given: list[Any]) -> list[Any]:
    """What each attempt returns, in the order of what was given; spread over processes and begun together.

    An attempt is a function of a module: it gets the services of its own process, what to call when it is ready, and
    its part of what was given.
    """
    start, answers = _context.Barrier(len(given)), _context.Queue()
    shares = [[(n, one) for n, one in enumerate(given) if n % WORKERS == worker] for worker in range(WORKERS)]
    processes = [_context.Process(target=_worker, args=(settings, attempt, share, start, answers)) for share in shares]
    for process in processes:
        process.start()
    found = dict(answers.get(timeout=PATIENCE) for _ in given)
    for process in processes:
        process.join(PATIENCE)
    return [found[n] for n in range(len(given))]


def _worker(settings: Settings, attempt: Attempt, share: list[tuple[int, Any]], start: Barrier, answers: Any) -> None:
    services = create_app(settings, clock=CLOCK, roots=TEST_ROOTS).extensions[KEY]

    def one(numbered: tuple[int, Any]) -> None:
        number, given = numbered
        try:
            answers.put((number, attempt(services, lambda: start.wait(PATIENCE), given)))
        except Exception as problem:
            answers.put((number, f"{type(problem).__name__}: {problem}"))

    with ThreadPoolExecutor(len(share)) as threads:
        list(threads.map(one, share))
