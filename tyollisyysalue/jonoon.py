"""Deferring jobs by name inside the open transaction: a job commits or vanishes with the change that asked for it."""

from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def jonoon(nimi, *, aikaisintaan=None, **kwargs):
    """Defer the job ``<app>.jobs.<function>`` by its name, so that nobody imports upwards to call it.

    ``aikaisintaan`` is the moment before which it does not run.
    """
    app.configure_task(nimi, allow_unknown=True, schedule_at=aikaisintaan).defer(**kwargs)


def on_jonossa(nimi, *, viimeistaan, **kwargs):
    """Whether the same job waits already and begins by that moment."""
    return ProcrastinateJob.objects.filter(
        Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=viimeistaan),
        task_name=nimi,
        status="todo",
        args=kwargs,
    ).exists()
