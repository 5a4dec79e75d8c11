from django import template

from lahipalvelut.jaksot import ennakko_sanoina

register = template.Library()
register.filter("ennakko", ennakko_sanoina)
