"""Never answer."""
while True:
    pass
