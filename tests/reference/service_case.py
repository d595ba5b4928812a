"""Five product footprints on offer, and how a client gets its token."""

from urllib.parse import quote_plus

from payload_cases import PACT_3, changed

SECRET = "0123456789abcdef-never-logged"
KEY = bytes(range(32))
IDS = tuple(f"00000000-0000-4000-8000-00000000000{n}" for n in range(5))


def documents():
    """Five footprints that differ in what the filters ask for."""
    made = []
    for number, (country, year) in enumerate(
        [("CN", 2021), ("DE", 2022), ("DE", 2023), ("FR", 2023), ("US", 2023)]
    ):
        one = changed(PACT_3, "id", IDS[number])
        one["productIds"] = [f"urn:pact:acme.example:product:{number}"]
        one["companyIds"] = ["urn:pact:acme.example:company:1", f"urn:pact:acme.example:site:{number}"]
        one["productClassifications"] = [f"urn:pact:productclassification:un-cpc:{number % 2}"]
        one["created"] = f"{year + 1}-02-0{number + 1}T00:00:00Z"
        one["status"] = "Deprecated" if number == 0 else "Active"
        one["pcf"] |= {
            "geographyCountry": country,
            "referencePeriodStart": f"{year}-01-01T00:00:00Z",
            "referencePeriodEnd": f"{year + 1}-01-01T00:00:00Z",
        }
        made.append(one)
    narrow = made[2]["pcf"]
    del narrow["geographyCountry"]
    narrow["geographyCountrySubdivision"] = "DE-BW"
    return made


def token(http, id="buyer"):
    """A token by Basic authentication."""
    answer = http.post(
        "/auth/token", data={"grant_type": "client_credentials"}, auth=(quote_plus(id), SECRET)
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["access_token"]
