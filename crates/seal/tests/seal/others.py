"""What pyHanko says of every signature in a PDF: one JSON object a line. Arguments: the PEM of the root, the PDF."""

import json
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

root = load_cert_from_pemder(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    for signature in PdfFileReader(file, strict=True).embedded_signatures:
        context = ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")
        status = validate_pdf_signature(signature, context, context)
        stamp = status.timestamp_validity
        print(json.dumps({
            "field": signature.field_name,
            "intact": status.intact,
            "valid": status.valid,
            "trusted": status.trusted,
            "bottom_line": status.bottom_line,
            "coverage": status.coverage.name,
            "changes": status.modification_level.name if status.modification_level else None,
            "stamp": bool(stamp.intact and stamp.valid and stamp.trusted) if stamp else None,
        }))
