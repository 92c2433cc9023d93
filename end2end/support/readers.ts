// What others say of a sealed document: poppler's `pdfsig` and pyHanko. `make seal-tools` installs both.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { folder } from "./house";

function said(program: string, ...args: string[]): string {
  const ran = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  if (ran.error) throw ran.error;
  return ran.stdout + ran.stderr;
}

export function readers(pdf: Buffer): { pdfsig: string; pyhanko: string } {
  const file = join(folder(), "read.pdf");
  writeFileSync(file, pdf);
  const python = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "kontor/tools/pyhanko/bin/python");
  const script = "../crates/seal/tests/seal/others.py";
  return { pdfsig: said("pdfsig", file), pyhanko: said(python, script, join(folder(), "seal/root.pem"), file) };
}
