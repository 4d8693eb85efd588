"""Whatever is shown in a page: the type's name, the message, the line of code, what is printed."""
BEACON = "![x](https://beacon.example/p.png) [click](javascript:alert(1)) <img src=//beacon.example/q onerror=alert(1)>"
TEXT = "</pre></textarea></script><script>alert('gradebox')</script>" + BEACON + "<svg/onload=alert(1)>&#x3c;b&#x3e;{{7*7}}${7*7}"
print(TEXT)
Error = type("Error<script>alert(1)</script>", (Exception,), {"__doc__": TEXT, "__module__": TEXT})


def raising():
    raise Error(TEXT)  # </pre><script>alert(document.cookie)</script><img src=//beacon.example/r>


raising()
