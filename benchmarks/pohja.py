"""The floor of list pages: one indexed query and its 50 rows in a plain table, as Django's tutorial would have it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import Context, Engine

from esitykset.models import Esitys

MALLIPOHJA = Engine().from_string(
    """<!DOCTYPE html>
<html lang="fi">
  <head><meta charset="utf-8"><title>Esitykset</title></head>
  <body>
    <p>{{ user.email }}</p>
    <table>
      <tr><th>Esitys</th><th>Numero</th><th>Toimielin</th><th>Saapunut</th><th>Tila</th></tr>
      {% for esitys in esitykset %}
        <tr>
          <td><a href="/esitykset/{{ esitys.pk }}/">{{ esitys.otsikko }}</a></td>
          <td>{{ esitys.oma_numero }}</td>
          <td>{{ esitys.toimielin }}</td>
          <td>{{ esitys.saapumisaika|date:"j.n.Y" }}</td>
          <td>{{ esitys.get_tila_display }}</td>
        </tr>
      {% endfor %}
    </table>
  </body>
</html>"""
)


@login_required
def pohja(request):
    esitykset = Esitys.objects.order_by("-pk")[:50]
    return HttpResponse(MALLIPOHJA.render(Context({"user": request.user, "esitykset": esitykset})))
