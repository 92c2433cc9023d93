"""Seals with pyHanko. Arguments: the PDF, the one to write, the name of the field, `visible` or `invisible`."""

import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

source, target, name, looks = sys.argv[1:]
signer = signers.SimpleSigner.load("rsa.key", "rsa.pem", ca_chain_files=["between.pem"])
about = signers.PdfSignatureMetadata(field_name=name, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
field = SigFieldSpec(name, box=(10, 10, 100, 60)) if looks == "visible" else None
with open(source, "rb") as file:
    sealed = signers.sign_pdf(IncrementalPdfFileWriter(file), about, signer=signer, new_field_spec=field)
with open(target, "wb") as file:
    file.write(sealed.getbuffer())
