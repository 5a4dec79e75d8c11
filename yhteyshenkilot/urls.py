app_name = "yhteyshenkilot"
urlpatterns = []
