app_name = "esitykset"
urlpatterns = []
