"""The portal with the floor of ``luettelot.py`` beside it."""

from django.urls import include, path

from benchmarks.pohja import pohja

urlpatterns = [path("mittaus/pohja/", pohja), path("", include("tyollisyysalue.urls"))]
