def navigaatio(request):
    return {"navigaatio": []}
