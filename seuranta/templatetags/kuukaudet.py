from django import template

from seuranta import kuukaudet

register = template.Library()

register.filter("kuukausi", kuukaudet.sanoin)
register.filter("kuukausi_osoitteessa", kuukaudet.osoitteessa)
