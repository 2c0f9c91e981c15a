"""An engine that never answers: what a door does meanwhile is seen without waiting."""

import asyncio

from kg.engine import Answer, Question
from kg.engine.serving import EngineState


class Endless:
    """An engine that never answers, and knows when it was started and stopped."""

    def __init__(self, workers: int = 0) -> None:
        self.started, self.stopped, self.asked, self.workers = asyncio.Event(), asyncio.Event(), 0, workers

    async def ask(self, question: Question, deadline: float) -> Answer:
        self.asked += 1
        self.started.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped.set()
        raise AssertionError

    def state(self) -> EngineState:
        return EngineState("endless", ready=True, workers=self.workers)
