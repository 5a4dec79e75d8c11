"""Pieces of database rules that several models share."""

import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _


class Yksi(Func):
    """An id as a range of one value, so that GiST needs no extension.

    Nullable ids go in through ``Coalesce(…, 0)``: the range of two NULLs is endless and meets every other.
    """

    function = "int8range"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = BigIntegerRangeField()

    def __init__(self, expression):
        super().__init__(expression, expression)


class Sana(Func):
    """A word of a closed list as a number, for ``Yksi``: GiST has no equality of texts without an extension."""

    function = "hashtext"
    output_field = models.BigIntegerField()


class Aika(Func):
    """``[start, end]`` as a date range, open when the end is NULL.

    NULL when the end comes before the start, so that only the rule about their order complains.
    """

    output_field = DateRangeField()

    def as_sql(self, compiler, connection, *args, **extra):
        (alku, alku_arvot), (loppu, loppu_arvot) = (compiler.compile(e) for e in self.source_expressions)
        sql = (
            f"CASE WHEN {alku}::date <= {loppu}::date OR {loppu}::date IS NULL "
            f"THEN daterange({alku}::date, {loppu}::date, '[]') END"
        )
        return sql, (*alku_arvot, *loppu_arvot, *loppu_arvot, *alku_arvot, *loppu_arvot)


def oikea_jarjestys(nimi, alku="alkupvm", loppu="loppupvm"):
    """The end date is missing or not before the start date."""
    return models.CheckConstraint(
        name=nimi,
        condition=Q(**{f"{loppu}__isnull": True}) | Q(**{f"{loppu}__gte": F(alku)}),
        violation_error_message=_("Loppupäivä ei voi olla ennen alkupäivää."),
    )


def aakkos(kentta):
    """A generated column that puts names in Finnish order under the plain "C" order of every server.

    Å, Ä and Ö follow Z; letters with marks sort as their base letter.
    """
    return models.GeneratedField(
        expression=Func(
            Upper(kentta),
            Value("ÅÄÖÉÜŠŽÁČĐŊŦ"),
            Value("[\\]EUSZACDNT"),
            function="translate",
        ),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
    )


# Rows that a frozen fact may point to are hidden or ended, never deleted.
EI_POISTOA = pgtrigger.Protect(name="ei_poistoa", operation=pgtrigger.Delete)
VAIN_LISAYS = pgtrigger.Protect(name="vain_lisays", operation=pgtrigger.Update | pgtrigger.Delete)
# A live fact keeps its last reading; any change of a table that facts read makes the readings old. The rows are locked
# in one order, so that two changes cannot wait for each other.
FAKTALAHDE = pgtrigger.Trigger(
    name="lukemat_vanhenevat",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    PERFORM 1 FROM tyollisyysalue_fakta
    WHERE jaadytysaika IS NULL AND luettu IS NOT NULL ORDER BY id FOR UPDATE;
    UPDATE tyollisyysalue_fakta SET luettu = NULL, lukupvm = NULL
    WHERE jaadytysaika IS NULL AND luettu IS NOT NULL;
    RETURN NULL;
    """,
)


def historia(*, exclude=(), faktalahde=False):
    """Class decorator: every version of a row is kept by trigger, and no row can be deleted.

    ``faktalahde`` is for models that bound facts read.
    """

    def decorate(model):
        pgtrigger.register(EI_POISTOA)(model)
        if faktalahde:
            pgtrigger.register(FAKTALAHDE)(model)
        return pghistory.track(exclude=list(exclude))(model)

    return decorate


def rikottu(virhe):
    """What the broken constraint of an ``IntegrityError`` says to people, as a ``ValidationError``; None when it is
    not one of the models' own. A trigger may refuse by a name of its own: its words are in the ``triggerien_sanomat``
    of the model.

    Rules are checked before saving too. Between the two another connection may save: then the database alone is left
    to refuse, and its words are for nobody.
    """
    nimi = getattr(getattr(virhe.__cause__, "diag", None), "constraint_name", None)
    for malli in apps.get_models():
        if nimi in (sanomat := getattr(malli, "triggerien_sanomat", {})):
            return ValidationError(str(sanomat[nimi]), code=nimi)
        for rajoite in malli._meta.constraints:
            if rajoite.name == nimi:
                return ValidationError(str(rajoite.violation_error_message), code=nimi)
    return None
