"""The base's own jobs. Jobs are called by name (``jonoon``), so their names are an interface."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tyollisyysalue import kayttajat, kello
from tyollisyysalue.models import Jasenyys, Kutsu


@app.periodic(cron="*/2 * * * *")
@app.task(name="tyollisyysalue.jobs.jatka_keskeytyneita", pass_context=True, queueing_lock="jatka")
async def jatka_keskeytyneita(context, timestamp):
    """Return to the queue the jobs whose worker was killed: they would stay ``doing`` for ever."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.task(name="tyollisyysalue.jobs.laheta_kutsu")
def laheta_kutsu(kutsu):
    """Mail the link with which the invited one sets a password; not once it is of no use."""
    kutsu = Kutsu.objects.select_related("user").get(pk=kutsu)
    if not kutsu.kelpaa(kello.nyt()):
        return
    polku = reverse("kutsu-linkki", args=[kayttajat.avain(kutsu)])
    tiedot = {
        "kutsu": kutsu,
        "linkki": f"{settings.PORTAALIN_OSOITE}{polku}",
        "jasenyydet": _jasenyydet(kutsu.user.jasenyydet.paattymatta(kello.tanaan())),
    }
    with translation.override(kutsu.kieli):
        teksti = render_to_string("tyollisyysalue/kutsu.txt", tiedot)
        EmailMessage(_("Kutsu Työllisyysalueportaaliin"), teksti, to=[kutsu.user.email]).send()


@app.task(name="tyollisyysalue.jobs.ilmoita_jasenyydesta")
def ilmoita_jasenyydesta(jasenyys, kieli):
    """Tell a user who signs in already of a new role."""
    jasenyydet = _jasenyydet(Jasenyys.objects.filter(pk=jasenyys).paattymatta(kello.tanaan()))
    if not jasenyydet:
        return
    tiedot = {
        "jasenyydet": jasenyydet,
        "osoite": f"{settings.PORTAALIN_OSOITE}{reverse('account_login')}",
    }
    with translation.override(kieli):
        teksti = render_to_string("tyollisyysalue/uusi_jasenyys.txt", tiedot)
        EmailMessage(
            _("Sait uuden roolin Työllisyysalueportaalissa"), teksti, to=[jasenyydet[0].user.email]
        ).send()


def _jasenyydet(jasenyydet):
    return list(jasenyydet.select_related("user", "alue", "kunta__alue").order_by("alkupvm", "pk"))
