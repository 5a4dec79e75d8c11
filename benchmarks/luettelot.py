"""List pages of 50 rows against a bare Django page of 50 rows, and the same behind 50 and behind 100 000 rows.

The two amounts are two databases of their own, made here and removed: a page is then asked in turns from one and the
other, in one process, through the whole of the middleware and without a network.
"""

import datetime
from contextlib import contextmanager
from copy import deepcopy
from http.cookies import SimpleCookie
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test.utils import override_settings

from benchmarks.mittaus import Mittaus, compare
from esitykset.models import Asia, Esitys
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo, Jasenyys, Kunta, Tyollisyysalue, User
from tyollisyysalue.roolit import Rooli

PALJON = 100_000
VAHAN = 50
KUNTIA = 10
SIVUT = {
    "requests, secretary": "/esitykset/",
    "requests, sorted and filtered": "/esitykset/?tila=kirjattu&jarjestys=saapumisaika",
    "service days, public page": "/lahipalvelut/",
    "service days of a channel": "/lahipalvelut/?kanava=paikalla",
}
KOHTUUS, KASVU = 3.0, 1.3
POHJA = "bare page of 50 rows"
KIERROKSIA = 41
PALJAS = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def measurements():
    with override_settings(ROOT_URLCONF="benchmarks.mittaus_urls"), kannat() as (vahan, paljon, avain):
        portaali = WSGIHandler()
        with override_settings(MIDDLEWARE=PALJAS):
            paljas = WSGIHandler()
        pohja = pyynto(paljas, vahan, "/mittaus/pohja/", avain)
        for nimi, osoite in SIVUT.items():
            pieni, suuri = (pyynto(portaali, kanta, osoite, avain) for kanta in (vahan, paljon))
            for sivu, verrokki, mitattu, mihin, raja in [
                (pieni, pohja, VAHAN, POHJA, KOHTUUS),
                (suuri, pohja, PALJON, POHJA, KOHTUUS),
                (suuri, pieni, PALJON, f"behind {VAHAN} rows", KASVU),
            ]:
                aika, verrokin_aika = compare(sivu, verrokki, KIERROKSIA)
                yield Mittaus(f"{nimi}, behind {mitattu} rows", mihin, aika, verrokin_aika, bar=raja)


def pyynto(kasittelija, kanta, osoite, avain, riveja=50):
    """A function that asks for the address in the database and reads the page.

    It has ``riveja`` rows in one table, or it is not the page that is meant; None where there may be any.
    """
    polku, _, haku = osoite.partition("?")

    def kysy():
        connections["default"] = kanta
        environ = {
            "PATH_INFO": polku,
            "QUERY_STRING": haku,
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": SimpleCookie({settings.SESSION_COOKIE_NAME: avain}).output(header="", sep=";"),
        }
        setup_testing_defaults(environ)
        response = kasittelija(environ, lambda tila, otsikot: None)
        sivu = b"".join(response)
        response.close()
        return sivu

    sivu = kysy()
    assert b"</html>" in sivu, osoite
    assert riveja is None or sivu.count(b"<tr") == riveja + 1, osoite
    return kysy


@contextmanager
def kannat():
    """Connections to a database with few rows and to one with many, and the key of the secretary's session in both."""
    oma = connections["default"]
    nimi = oma.settings_dict["NAME"]
    oma.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    pieni = oma.settings_dict["NAME"]
    suuri = f"{pieni}_suuri"
    toinen = type(oma)({**deepcopy(oma.settings_dict), "NAME": suuri}, "default")
    try:
        avain = taydenna()
        oma.close()
        with oma._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{suuri}"')
            cursor.execute(f'CREATE DATABASE "{suuri}" TEMPLATE "{pieni}"')
        connections["default"] = toinen
        monista()
        yield oma, toinen, avain
    finally:
        toinen.close()
        connections["default"] = oma
        oma.close()
        with oma._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{suuri}"')
        oma.creation.destroy_test_db(nimi, verbosity=0)


def taydenna():
    """Requests and coming days of ten municipalities of one area; a session of its secretary."""
    sihteeri = perusta()
    tee_esitykset(list(Kunta.objects.all()), sihteeri)
    tee_paivat()
    analysoi()
    return istunto(sihteeri)


def monista():
    """Every request and day again and again, each a little later, until there are ``PALJON`` of each."""
    kertaa = PALJON // VAHAN - 1
    kopioi(
        Asia, kertaa, juokseva=f"juokseva + {VAHAN} * n", numero=f"juokseva + {VAHAN} * n || '/00.01.02/2026'"
    )
    kopioi(
        Esitys,
        kertaa,
        asia_id=f"(SELECT uusi.id FROM {Asia._meta.db_table} AS uusi JOIN {Asia._meta.db_table} AS vanha"
        f" ON uusi.juokseva = vanha.juokseva + {VAHAN} * n WHERE vanha.id = rivi.asia_id)",
        saapumisaika=f"saapumisaika - n * interval '{VAHAN} minutes'",
    )
    kopioi(Palvelupaiva, kertaa, pvm=f"pvm + {VAHAN // KUNTIA} * n")
    analysoi()


def kopioi(malli, kertaa, **lausekkeet):
    taulu = malli._meta.db_table
    sarakkeet = [k.column for k in malli._meta.concrete_fields if not (k.primary_key or k.generated)]
    arvot = [lausekkeet.get(sarake, f"rivi.{sarake}") for sarake in sarakkeet]
    with connection.cursor() as cursor:
        # What the triggers write and check does not matter here, and would take minutes.
        cursor.execute(f"ALTER TABLE {taulu} DISABLE TRIGGER USER")
        cursor.execute(
            f"INSERT INTO {taulu} ({', '.join(sarakkeet)}) SELECT {', '.join(arvot)}"
            f" FROM {taulu} AS rivi CROSS JOIN generate_series(1, {kertaa}) AS n ORDER BY n, rivi.id"
        )
        cursor.execute(f"ALTER TABLE {taulu} ENABLE TRIGGER USER")


def analysoi():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def perusta():
    alue = Tyollisyysalue.objects.create(
        koodi="17", nimi_fi="Kuopio", nimi_sv="Kuopio", nimi_en="Kuopio", kaytossa=True
    )
    sihteeri = User.objects.create_user("sihteeri@kuopio.example", "mittaus-Kallavesi-2026")
    Jasenyys.objects.create(user=sihteeri, rooli=Rooli.SIHTEERI, alue=alue, alkupvm=datetime.date(2025, 1, 1))
    kavija = Henkilo.objects.create(alue=alue, nimi="Milla Tuomikoski", organisaatio="Kuopio")
    for numero in range(KUNTIA):
        nimi = f"Kunta {numero}"
        kunta = Kunta.objects.create(
            koodi=f"9{numero:02}",
            nimi_fi=nimi,
            nimi_sv=nimi,
            nimi_en=nimi,
            alue=alue,
            kielisuhde=Kunta.Kielisuhde.SUOMENKIELINEN,
        )
        suunnitelma = Palvelusuunnitelma.objects.create(
            kunta=kunta,
            alkupvm=kello.tanaan(),
            tila=Palvelusuunnitelma.Tila.HYVAKSYTTY,
            hyvaksymispvm=kello.tanaan(),
            hyvaksymisviite="§ 24",
            perustelu="Mittaus.",
        )
        Suunnitelmarivi.objects.create(
            suunnitelma=suunnitelma,
            ankkuripvm=kello.tanaan(),
            vali=1,
            alkuklo=datetime.time(9),
            loppuklo=datetime.time(15),
            kanavat=["paikalla"],
            palvelupiste=Palvelupiste.objects.create(kunta=kunta, nimi="Kunnantalo", osoite="Savotantie 1"),
            vastuuhenkilo=kavija,
        )
    return sihteeri


def tee_esitykset(kunnat, sihteeri):
    alue_id, nyt, numerot = kunnat[0].alue_id, kello.nyt(), range(VAHAN)
    asiat = Asia.objects.bulk_create(
        [
            Asia(
                alue_id=alue_id,
                vuosi=2026,
                juokseva=numero,
                numero=f"{numero}/00.01.02/2026",
                otsikko="Esitys palveluista",
                luokka="00.01.02",
                avattu=nyt,
            )
            for numero in numerot
        ]
    )
    Esitys.objects.bulk_create(
        [
            Esitys(
                kunta=kunnat[numero % len(kunnat)],
                otsikko=f"Esitys palvelujen toteutumisesta {numero}",
                toimielin="kunnanhallitus",
                oma_numero=f"RAU/{numero}/2026",
                asia=asia,
                tila=Esitys.Tila.KIRJATTU,
                saapumisaika=nyt - datetime.timedelta(minutes=numero),
                laatija=sihteeri,
            )
            for numero, asia in zip(numerot, asiat, strict=True)
        ]
    )


def tee_paivat():
    rivit = list(Suunnitelmarivi.objects.select_related("suunnitelma"))
    Palvelupaiva.objects.bulk_create(
        [
            Palvelupaiva(
                rivi=(rivi := rivit[numero % len(rivit)]),
                kunta_id=rivi.suunnitelma.kunta_id,
                palvelupiste_id=rivi.palvelupiste_id,
                pvm=kello.tanaan() + datetime.timedelta(days=numero // len(rivit)),
                alkuklo=rivi.alkuklo,
                loppuklo=rivi.loppuklo,
            )
            for numero in range(VAHAN)
        ]
    )


def istunto(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
