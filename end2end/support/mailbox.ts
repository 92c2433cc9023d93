// What the server mailed, as it lies in its folder while no mail server is set: what is for its reader alone is shown on no page.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "./kontor";

const PORT = process.env.PORT ?? "3199";

/** The folder that `serve.sh` made. */
function folder(): string {
  return join(readFileSync(join(tmpdir(), `kontor-e2e-${PORT}`), "utf8").trim(), "data", "mails");
}

function decoded(mail: string): string {
  const [head, ...rest] = mail.replaceAll("\r\n", "\n").split("\n\n");
  const body = rest.join("\n\n");
  if (/^content-transfer-encoding: base64$/im.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable$/im.test(head)) return body;
  const bytes = body.replaceAll("=\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The first thing like this in the newest mail to somebody that has one. */
export async function mailed(to: string, pattern: RegExp): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const files = readdirSync(folder()).map((name) => join(folder(), name));
    files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    const mails = files.map((file) => readFileSync(file, "utf8")).filter((mail) => mail.includes(to));
    found = mails.map((mail) => pattern.exec(decoded(mail))?.[0]).find((text) => text !== undefined);
    expect(found).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return found ?? "";
}
