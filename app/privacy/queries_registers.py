"""Reading the registers of the data-protection officer."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.privacy.models_registers import Breach, BreachStep, ImpactAssessment, Processor


@dataclass(frozen=True)
class BreachFile:
    """One breach with what was done about it, oldest first."""

    breach: Breach
    steps: list[BreachStep]

    @property
    def done(self) -> set[str]:
        """The kinds of steps that were noted."""
        return {step.kind for step in self.steps}


def breaches(work: Work) -> list[BreachFile]:
    """Every breach, newest first; their words stay sealed until they are read."""
    found = list(work.session.scalars(select(Breach).order_by(Breach.number.desc()).limit(200)))
    steps: dict[UUID, list[BreachStep]] = {one.uid: [] for one in found}
    query = select(BreachStep).where(BreachStep.breach_uid.in_(steps)).order_by(BreachStep.at, BreachStep.uid)
    for step in work.session.scalars(query):
        steps[step.breach_uid].append(step)
    return [BreachFile(one, steps[one.uid]) for one in found]


def breach_file(work: Work, number: int, *, lock: bool = False) -> BreachFile:
    """One breach; NotFound when there is none with that number."""
    query = select(Breach).where(Breach.number == number)
    breach = work.session.scalar(query.with_for_update() if lock else query)
    if breach is None:
        raise NotFound
    steps = select(BreachStep).where(BreachStep.breach_uid == breach.uid).order_by(BreachStep.at, BreachStep.uid)
    found = BreachFile(breach, list(work.session.scalars(steps)))
    load_keys([breach, *found.steps])
    return found


def processors(work: Work) -> list[Processor]:
    """Every processor, those with a running contract first."""
    query = select(Processor).order_by(Processor.ended_on.is_not(None), Processor.name, Processor.uid)
    return list(work.session.scalars(query.limit(500)))


def processor(work: Work, uid: UUID) -> Processor:
    """One processor, locked; NotFound otherwise."""
    found = work.session.get(Processor, uid, with_for_update=True)
    if found is None:
        raise NotFound
    return found


def assessments(work: Work) -> list[ImpactAssessment]:
    """Every assessment, by project, the newest first."""
    query = select(ImpactAssessment).order_by(
        ImpactAssessment.project, ImpactAssessment.done_on.desc(), ImpactAssessment.uid
    )
    return list(work.session.scalars(query.limit(500)))
