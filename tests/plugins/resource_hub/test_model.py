"""The tables of the hub's models."""

from __future__ import annotations

from typing import get_args

from resource_hub.model import AUDIENCES, COSTS, KINDS, Kind, OfferFile, ResourceFile


def test_every_kind_of_resource_has_its_words() -> None:
    assert set(get_args(Kind)) == set(KINDS)


def test_every_cost_has_its_words() -> None:
    assert set(get_args(ResourceFile.model_fields["cost"].annotation)) == set(COSTS)


def test_every_audience_has_its_words() -> None:
    assert set(get_args(OfferFile.model_fields["audience"].annotation)) == set(AUDIENCES)
