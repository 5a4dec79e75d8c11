app_name = "lahipalvelut"
urlpatterns = []
