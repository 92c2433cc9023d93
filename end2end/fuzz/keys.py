"""Makes a key of a customer and one of the dealer in the demo company, as people do on /account/keys, and prints both."""

import http.client
import re
import sys
import uuid
from urllib.parse import urlencode

PORT = int(sys.argv[1])
HERE = f"http://127.0.0.1:{PORT}"
CUSTOMER = ["see_own_orders", "order", "manage_company"]
DEALER = ["see_orders", "confirm_orders", "ship_orders", "manage_customers", "manage_catalog", "manage_stock", "manage_credit", "administer"]


def send(method: str, path: str, cookies: list[str], form: list[tuple[str, str]] | None = None):
    """One request from a page of ours; answers the cookies it set and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    headers = {"Accept": "text/html", "Cookie": "; ".join(cookies), "Origin": HERE, "Referer": f"{HERE}/account/keys", "Sec-Fetch-Site": "same-origin"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    return [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"], body


def key(email: str, rights: list[str]) -> str:
    session, _ = send("POST", "/fn/accounts/sign_in", [], [("email", email), ("password", "kontor-demo-2026")])
    form = [("key", uuid.uuid4().hex), ("name", f"fuzz {uuid.uuid4().hex[:6]}")]
    told, _ = send("POST", "/fn/accounts/make_key", session, form + [(f"rights[{i}]", right) for i, right in enumerate(rights)])
    _, page = send("GET", "/account/keys", session + told)
    secret = re.search(r"kontor_[A-Za-z0-9_-]{20,}", page)
    if secret is None:
        sys.exit(f"no key for {email}")
    return secret.group(0)


print(key("sabine.bauer@bauer-tiefbau.example", CUSTOMER))
print(key("martin.kolb@hallmann.example", DEALER))
