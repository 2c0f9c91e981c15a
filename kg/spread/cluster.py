"""The workers of a Dask scheduler that others run. The only importer of `distributed`.

Ours are the function, the keys and the order; where a task runs, and what happens to those of a lost worker, is Dask's.
"""

from __future__ import annotations

import logging
import pickle
import secrets
import time
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent import futures
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kg.errors import KgError
from kg.spread.fingerprint import Fingerprint
from kg.spread.machine import Spread, WorkerLost, here
from kg.spread.there import Carried, UnlikeWorker, do, keep, pack

if TYPE_CHECKING:
    from distributed import Client, Future

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")
_AHEAD: Final = 3
"""Tasks under way or done for each worker, so that none waits and memory does not grow."""
_LOOK: Final = 2.0
"""Seconds after which the workers are counted again."""


class NoEngine(KgError, ConnectionError):
    """There is no scheduler that would work for us at an address; the message says what would be right."""


class EngineLost(KgError, ConnectionError):
    """A scheduler that worked for us is gone."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """All workers of the scheduler at an address, as `tcp://host:8786`, or `tls://` with Dask's own settings for it.

    What costs less than the way there is done at `home`. A scheduler that says nothing, and one without any worker, is
    waited for as long as `patience`, in seconds.
    """

    address: str
    home: Spread = here
    patience: float = 60.0

    def __call__(self, work: Callable[[_Task], _Done], tasks: Iterable[_Task]) -> Generator[_Done]:
        """The results; raises what `verify` does, `EngineLost` and `WorkerLost`.

        A task that reads files of this machine says by `carried()` what it is for one who sees none of them.
        """
        with _connected(self.address) as client:
            engine = _Engine(client, self.address, self.patience)
            engine.hold()
            yield from engine.run(work, tasks)

    def verify(self) -> None:
        """See that it would work for us; raises `NoEngine` and `UnlikeWorker`."""
        with _connected(self.address) as client:
            _Engine(client, self.address, self.patience).hold()


def near(spread: Spread) -> Spread:
    """Who does work that costs less than to send its tasks."""
    return spread.home if isinstance(spread, Cluster) else spread


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise NoEngine("`--on` needs distributed: `pip install 'csf1r-kg[distributed]'`") from error
    for name in ("distributed", "distributed.client"):  # our errors tell it, without a trace
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = _client(address)
    except (OSError, ValueError, RuntimeError) as error:
        right = "one that `dask scheduler` tells, as tcp://host:8786, which can be reached from here"
        raise NoEngine(f"no Dask scheduler answers at {address} ({_brief(error)}); right would be {right}") from error
    try:
        yield client
    finally:  # what is under way is given up, as nobody asks for it any more
        with suppress(OSError, TimeoutError, CancelledError):
            client.close()


def _client(address: str) -> Client:
    import dask
    from dask.utils import parse_timedelta
    from distributed import Client
    from distributed.comm.addressing import get_address_host_port

    get_address_host_port(address)  # it says what is no address, before anything has begun that must be ended
    known = map(dask.config.get, ("distributed.comm.tls.ca-file", "distributed.client.security-loader"))
    if address.startswith("tls:") and not any(known):
        raise NoEngine("tls:// needs the settings distributed.comm.tls of Dask: ca-file, and cert and key of client")
    timeout = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    try:
        return _within(2 * timeout + 1, partial(Client, address, set_as_default=False, name="kg", timeout=timeout))
    except TimeoutError as error:
        raise NoEngine(str(error) or "what is there takes a connection and says nothing") from error


def _within(seconds: float, call: Callable[[], _Done]) -> _Done:
    """Call in a thread that may be left: Dask waits without end for one that keeps a connection and says nothing."""
    asked: futures.Future[_Done] = futures.Future()

    def ask() -> None:
        try:
            asked.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            asked.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return asked.result(seconds)


@dataclass(slots=True)
class _Engine:
    client: Client
    address: str
    patience: float
    workers: int = 0
    seen: float = 0.0
    looked: float = 0.0

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        name = f"kg-{secrets.token_hex(8)}"  # another run on the same engine has other keys
        with self._reached():
            carried = self.client.submit(keep, Carried.of(work), key=f"{name}-work")
        waiting: deque[Future[bytes]] = deque()
        for number, task in enumerate(tasks):
            packed = pack(task.carried() if hasattr(task, "carried") else task)
            with self._reached():
                waiting.append(self.client.submit(do, carried, packed, key=f"{name}-{number}"))
                self._look()
            while len(waiting) >= _AHEAD * max(1, self.workers):
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def hold(self) -> None:
        """See that there are workers, and that all are like us; raises `NoEngine` and `UnlikeWorker`."""
        with self._reached():
            self._look()
        while not self.workers:
            if time.monotonic() - self.seen > _LOOK:
                raise NoEngine(f"{self.address} has no worker; right would be `dask worker {self.address}` on some")
            time.sleep(0.1)
            with self._reached():
                self._look(at_once=True)
        own = Fingerprint.own()
        with self._reached():
            asked = partial(self.client.run, Fingerprint.own, on_error="return")
            found: dict[str, Any] = _within(self.patience, asked)
            with suppress(ImportError, AttributeError):
                at_scheduler = partial(self.client.run_on_scheduler, Fingerprint.own)
                found["the scheduler"] = _within(self.patience, at_scheduler)
            found.setdefault("the scheduler", None)
        odd = [f"{name} has {why}" for name, its in sorted(found.items()) if (why := _odd(its, own))]
        if odd:
            more = f", and {len(odd) - 3} more" if len(odd) > 3 else ""
            raise UnlikeWorker(f"{self.address}: {'; '.join(odd[:3])}{more}; right would be the same everywhere")

    def _result(self, future: Future[bytes]) -> Any:
        from distributed import wait
        from distributed.scheduler import KilledWorker

        while True:
            with self._reached():
                try:
                    with self.client.as_current():
                        wait(future, timeout=_LOOK)
                    packed = _within(self.patience, future.result)  # lost with its worker, it is made again
                    break
                except TimeoutError:
                    self._look()
                except KilledWorker as killed:
                    what = "workers that did a part were lost one after the other, perhaps because memory ran out"
                    right = "more memory for each, or fewer on a machine"
                    raise WorkerLost(f"{self.address}: {what}; right would be {right}") from killed
            if time.monotonic() - self.seen > self.patience:
                with self._reached():
                    self._look(at_once=True)  # it may be the scheduler that is lost
            if time.monotonic() - self.seen > self.patience:
                what = f"{self.address} has had no worker for {self.patience:.0f} seconds"
                raise WorkerLost(f"{what}; right would be to start some, and to run it again")
        fault, done = pickle.loads(packed)  # noqa: S301 - made by our own code there
        if fault:
            raise fault
        return done

    def _look(self, at_once: bool = False) -> None:
        """Count the workers again, where that is some time ago."""
        now = time.monotonic()
        if at_once or now - self.looked > _LOOK:
            self.workers, self.looked = len(_within(self.patience, self.client.nthreads)), now
            if self.workers or not self.seen:
                self.seen = now

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (OSError, CancelledError, futures.CancelledError) as error:
            what = f"the Dask scheduler at {self.address} was lost ({_brief(error)}), and what it had done with it"
            raise EngineLost(f"{what}; right would be to start it, and to run this again") from error


def _odd(its: object, own: Fingerprint) -> str:
    if not isinstance(its, Fingerprint):
        return f"no kg {own.version} that is like this one"
    return its.beside(own)


def _brief(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
