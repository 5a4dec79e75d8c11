"""Rows that hang on another row by a generic relation are seen by those who see that row."""

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


def omistajamallit(model):
    """The models that declare a ``GenericRelation`` to ``model``."""
    return [
        candidate
        for candidate in apps.get_models()
        if any(
            isinstance(field, GenericRelation) and field.related_model is model
            for field in candidate._meta.private_fields
        )
    ]


class OmistettuQuerySet(models.QuerySet):
    def visible_to(self, user):
        ehto = Q(pk__in=[])
        for omistaja in omistajamallit(self.model):
            ehto |= Q(
                content_type=ContentType.objects.get_for_model(omistaja),
                object_id__in=omistaja.objects.visible_to(user).values("pk"),
            )
        return self.filter(ehto)

    def for_omistaja(self, omistaja):
        return self.filter(content_type=ContentType.objects.get_for_model(omistaja), object_id=omistaja.pk)
