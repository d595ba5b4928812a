"""Data for a certificate of a product carbon footprint and its label, by a template that is data.

::

from lca.passport.certificate import as_html, certificate

filled = certificate(footprint, statement="passport.yaml", at=now)
filled.missing  # what a person must still supply, and under which key
page = as_html(filled, "zh")
"""

from __future__ import annotations

from lca.passport.certificate.filling import Filled, certificate
from lca.passport.certificate.page import as_html, as_json
from lca.passport.certificate.template import Template, load_template

__all__ = ["Filled", "Template", "as_html", "as_json", "certificate", "load_template"]
