// What the server mailed, as it lies in its folder while no mail server is set: what is for its reader alone is shown on no page.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./house";
import { expect } from "./kontor";

/** The folder of development mails. */
const mails = () => join(folder(), "data", "mails");

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
    const files = readdirSync(mails()).map((name) => join(mails(), name));
    files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    const theirs = files.map((file) => readFileSync(file, "utf8")).filter((mail) => mail.includes(to));
    found = theirs.map((mail) => pattern.exec(decoded(mail))?.[0]).find((text) => text !== undefined);
    expect(found).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return found ?? "";
}
