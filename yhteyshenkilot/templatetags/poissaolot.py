from django import template

from yhteyshenkilot import poissa

register = template.Library()
register.filter("poissaolomerkki", poissa.merkki)
