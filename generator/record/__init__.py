"""What a form is: the field table, values, the model, and the store that reads data/."""

from generator.record.kinds import KINDS, Kind
from generator.record.model import Form, Indicator, Profile, SelfEvaluation, TargetDeclaration
from generator.record.problems import Problem
from generator.record.registry import Registry
from generator.record.store import Dataset, StoredForm, load

__all__ = [
    "KINDS",
    "Dataset",
    "Form",
    "Indicator",
    "Kind",
    "Problem",
    "Profile",
    "Registry",
    "SelfEvaluation",
    "StoredForm",
    "TargetDeclaration",
    "load",
]
