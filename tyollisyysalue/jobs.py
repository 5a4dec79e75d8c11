"""The base's own jobs. Jobs are called by name (``jonoon``), so their names are an interface."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tyollisyysalue import ilmoitusposti, kayttajat, kello, lahetykset
from tyollisyysalue.models import Jasenyys, Kutsu, Lahetys, Palaute
from tyollisyysalue.palaute import tunnus

# Mails whose text is not stored (a secret link, a private person's words) are made again on every attempt: after 5,
# 25, 125 … seconds, the last of them some five hours after the act. Only the mail server is worth asking again.
UUDELLEEN = RetryStrategy(max_attempts=6, exponential_wait=5, retry_exceptions=[OSError])


def sulje_yhteydet(tyo, context, worker):
    """Close what a job opened, in the thread that ran it.

    The package keeps the connection for the next job (CONN_MAX_AGE), which may come to another thread or not at all;
    it then stays open until the garbage collector finds it.
    """
    try:
        return tyo()
    finally:
        connections.close_all()


def valmistele(app):
    """Called by the package when its app is ready (PROCRASTINATE_ON_APP_READY)."""
    app.worker_defaults["task_middleware"].append(sulje_yhteydet)


@app.periodic(cron="*/2 * * * *")
@app.task(name="tyollisyysalue.jobs.jatka_keskeytyneita", pass_context=True, queueing_lock="jatka")
async def jatka_keskeytyneita(context, timestamp):
    """Return to the queue the jobs whose worker was killed: they would stay ``doing`` for ever."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.task(name="tyollisyysalue.jobs.laheta_palautteen_kuittaus", retry=UUDELLEEN)
def laheta_palautteen_kuittaus(palaute):
    """The receipt of feedback (306/2019 § 10), in the language it was given in."""
    palaute = _palaute(palaute)
    with override(palaute.kieli):
        aihe = _("Palautteesi %(numero)s on saapunut") % {"numero": palaute.numero}
        _laheta_palautteesta(aihe, "tyollisyysalue/palaute_kuittaus.txt", palaute, palaute.sahkoposti)


@app.task(name="tyollisyysalue.jobs.laheta_vastaus_palautteeseen", retry=UUDELLEEN)
def laheta_vastaus_palautteeseen(palaute):
    palaute = _palaute(palaute)
    with override(palaute.kieli):
        aihe = _("Vastaus palautteeseesi %(numero)s") % {"numero": palaute.numero}
        _laheta_palautteesta(aihe, "tyollisyysalue/palaute_vastaus.txt", palaute, palaute.sahkoposti)


@app.task(name="tyollisyysalue.jobs.ilmoita_palautteesta", retry=UUDELLEEN)
def ilmoita_palautteesta(palaute):
    """To the area's address, without what was written and who wrote it: those are read after signing in."""
    palaute = _palaute(palaute)
    aihe = _("Uusi palaute portaalista: %(numero)s") % {"numero": palaute.numero}
    _laheta_palautteesta(aihe, "tyollisyysalue/palaute_ilmoitus.txt", palaute, palaute.alue.sahkoposti)


def _palaute(pk):
    return Palaute.objects.select_related("alue").get(pk=pk)


def _laheta_palautteesta(aihe, pohja, palaute, osoite):
    # The address may have been taken away since the act.
    if not osoite:
        return
    teksti = render_to_string(
        pohja,
        {
            "palaute": palaute,
            "kuittaus": settings.PORTAALIN_OSOITE + reverse("palaute-kuittaus", args=[tunnus(palaute)]),
            "kasittely": settings.PORTAALIN_OSOITE + palaute.get_absolute_url(),
        },
    )
    EmailMessage(aihe, teksti, to=[osoite]).send()


@app.task(name="tyollisyysalue.jobs.laheta_kutsu", retry=UUDELLEEN)
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
    with override(kutsu.kieli):
        teksti = render_to_string("tyollisyysalue/kutsu.txt", tiedot)
        EmailMessage(_("Kutsu Työllisyysalueportaaliin"), teksti, to=[kutsu.user.email]).send()


@app.task(name="tyollisyysalue.jobs.ilmoita_jasenyydesta", retry=UUDELLEEN)
def ilmoita_jasenyydesta(jasenyys, kieli):
    """Tell a user who signs in already of a new role."""
    jasenyydet = _jasenyydet(Jasenyys.objects.filter(pk=jasenyys).paattymatta(kello.tanaan()))
    if not jasenyydet:
        return
    tiedot = {
        "jasenyydet": jasenyydet,
        "osoite": f"{settings.PORTAALIN_OSOITE}{reverse('account_login')}",
    }
    with override(kieli):
        teksti = render_to_string("tyollisyysalue/uusi_jasenyys.txt", tiedot)
        EmailMessage(
            _("Sait uuden roolin Työllisyysalueportaalissa"), teksti, to=[jasenyydet[0].user.email]
        ).send()


def _jasenyydet(jasenyydet):
    return list(jasenyydet.select_related("user", "alue", "kunta__alue").order_by("alkupvm", "pk"))


@app.task(name=lahetykset.TYO, pass_context=True)
def laheta(context, lahetys):
    # A worker that is told to stop does so between two recipients, so that none is left in doubt.
    lahetykset.laheta(Lahetys.objects.get(pk=lahetys), keskeyta=context.should_abort)


@app.periodic(cron="*/5 * * * *")
@app.task(name="tyollisyysalue.jobs.poimi_unohtuneet", queueing_lock="poimi")
def poimi_unohtuneet(timestamp):
    lahetykset.poimi_unohtuneet()


# What the database or a page's template may refuse for a moment is tried again; then the morning's digest takes it.
HETKEN_PAASTA = RetryStrategy(max_attempts=5, exponential_wait=5)


@app.task(name="tyollisyysalue.jobs.laheta_ilmoitus", retry=HETKEN_PAASTA)
def laheta_ilmoitus(ilmoitus):
    ilmoitusposti.laheta(ilmoitus)


@app.periodic(cron="5 * * * *")
@app.task(name="tyollisyysalue.jobs.jaa_koosteet", queueing_lock="tyollisyysalue.jaa_koosteet")
def jaa_koosteet(timestamp):
    ilmoitusposti.jaa_koosteet()


@app.task(name="tyollisyysalue.jobs.laheta_kooste", retry=HETKEN_PAASTA)
def laheta_kooste(user):
    ilmoitusposti.laheta_kooste(user)
