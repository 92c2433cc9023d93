// `make lighthouse`: the shop's pages as a phone on a slow network sees them (Lighthouse's mobile preset), on the release build.
// The network is really slow (`devtools` throttling): Lighthouse's default simulation counts every file that arrived before the
// paint as its cause, and on this machine all WebAssembly has arrived by then. Prints a table; asserts nothing about time.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LIGHTHOUSE = "lighthouse@12.8.2"; // the last line that runs on Node 20
const PORT = 3988;
const PAGES = ["/", "/search?q=filter", "/category/hydraulik", "/parts/HY-4711.20-F", "/sign-in"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const folder = mkdtempSync(join(tmpdir(), "kontor-lighthouse-"));
const server = spawn(process.env.KONTOR ?? "../dist/kontor", ["serve", "--demo", "--parts", "20000"], {
  env: {
    ...process.env,
    KONTOR__DATA: join(folder, "data"),
    KONTOR__LISTEN: `127.0.0.1:${PORT}`,
    KONTOR__LOG__LEVEL: "warn",
    KONTOR__SITE: process.env.SITE ?? "../dist/site",
  },
  stdio: "ignore",
});
try {
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`).then((a) => a.ok, () => false);
    if (ready) break;
    if (tries > 600) throw new Error("the server does not get ready");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  console.log(`| page | ${CATEGORIES.join(" | ")} | first paint | largest paint | blocking | CLS |`);
  console.log("|---|" + "---|".repeat(CATEGORIES.length + 4));
  for (const path of PAGES) {
    const report = join(folder, "report.json");
    execFileSync(
      "npx",
      ["--yes", LIGHTHOUSE, `http://127.0.0.1:${PORT}${path}`, "--quiet", "--output=json", `--output-path=${report}`,
        `--only-categories=${CATEGORIES}`, "--throttling-method=devtools", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
      { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? browsers.find((b) => existsSync(b)) }, stdio: ["ignore", "ignore", "inherit"] },
    );
    const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
    const scores = CATEGORIES.map((c) => Math.round(categories[c].score * 100));
    const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map((a) => audits[a].displayValue);
    console.log(`| \`${path}\` | ${[...scores, ...times].join(" | ")} |`);
    const failed = Object.values(audits).filter((a) => a.score !== null && a.score < 0.9 && CATEGORIES.slice(1).some((c) => categories[c].auditRefs.some((r) => r.id === a.id && r.weight > 0)));
    for (const audit of failed) console.log(`  - ${audit.id}: ${audit.title}`);
  }
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}
