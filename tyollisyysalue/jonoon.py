"""Deferring jobs by name inside the open transaction: a job commits or vanishes with the change that asked for it."""

from procrastinate.contrib.django import app


def jonoon(nimi, **kwargs):
    """Defer the job ``<app>.jobs.<function>`` by its name, so that nobody imports upwards to call it."""
    app.configure_task(nimi, allow_unknown=True).defer(**kwargs)
