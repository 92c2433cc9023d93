// Where the server of this run keeps its things; see serve.sh.
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function folder(): string {
  return readFileSync(join(tmpdir(), `kontor-e2e-${process.env.PORT ?? "3199"}`), "utf8").trim();
}
