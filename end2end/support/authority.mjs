// Keys made by openssl for this run, and a time-stamp authority around `openssl ts` (RFC 3161).
// node support/authority.mjs FOLDER PORT
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [folder, port] = process.argv.slice(2);
const openssl = (cwd, ...args) => execFileSync("openssl", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });

function issue(name, subject, extensions, issuer) {
  writeFileSync(join(folder, `${name}.ext`), extensions);
  openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-utf8", "-keyout", `${name}.key`,
    "-subj", `/C=DE/O=Hallmann/CN=${subject}`, "-out", `${name}.csr`);
  const by = issuer ? ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`, "-CAcreateserial"] : ["-signkey", `${name}.key`];
  openssl(folder, "x509", "-req", "-in", `${name}.csr`, ...by, "-days", "30", "-extfile", `${name}.ext`, "-out", `${name}.pem`);
}

issue("root", "Wurzel", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n");
issue("seal", "Siegel Hallmann",
  "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n", "root");
issue("tsa", "Zeitstelle", "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n", "root");
const chain = ["seal", "root"].map((name) => readFileSync(join(folder, `${name}.pem`))).join("");
writeFileSync(join(folder, "chain.pem"), chain);
writeFileSync(join(folder, "tsa.cnf"), `[tsa]\ndefault_tsa=one\n[one]\nserial=${folder}/serial\ncrypto_device=builtin
signer_cert=${folder}/tsa.pem\nsigner_key=${folder}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256
accuracy=secs:1\nordering=no\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`);

createServer(async (request, response) => {
  const query = Buffer.concat(await request.toArray());
  const own = mkdtempSync(join(folder, "ask-"));
  writeFileSync(join(own, "query"), query);
  openssl(own, "ts", "-reply", "-config", join(folder, "tsa.cnf"), "-queryfile", "query", "-out", "reply");
  response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(readFileSync(join(own, "reply")));
}).listen(Number(port), "127.0.0.1", () => writeFileSync(join(folder, "ready"), ""));
