from functools import wraps

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from tyollisyysalue import tekstit

register = template.Library()


def _tyhja_tyhjana(suodatin):
    """An open end or a missing figure prints as nothing, as with Django's own ``date``."""

    @wraps(suodatin)
    def wrapper(arvo, *args):
        return "" if arvo in (None, "") else suodatin(arvo, *args)

    return wrapper


for suodatin in (tekstit.pvm, tekstit.viikonpaiva_pvm, tekstit.klo, tekstit.luku):
    register.filter(suodatin.__name__, _tyhja_tyhjana(suodatin))


@register.filter
@_tyhja_tyhjana
def aikavali(alku, loppu):
    return mark_safe(tekstit.pida_yhdessa(tekstit.aikavali(alku, loppu)))


@register.filter
@stringfilter
def sido(teksti):
    return mark_safe(tekstit.sidottu(str(conditional_escape(teksti))))


@register.simple_tag
def kielimerkinta(kieli="fi"):
    """The ``lang`` attribute of a part whose language is not the page's; as ``kielet.merkitty`` in code.

    An empty ``kieli`` is the page's own.
    """
    return format_html(' lang="{}"', kieli) if kieli and kieli != get_language() else ""
