import { expect, test as base, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export { expect };
export const test = base;

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const PASSWORD = "kontor-demo-2026";
export const PEOPLE = {
  buyer: "sabine.bauer@bauer-tiefbau.example",
  otherCompany: "silke.thomsen@rohrbau-nord.example",
  support: "jana.merk@hallmann.example",
  admin: "martin.kolb@hallmann.example",
};

export const PHONE = { width: 390, height: 844 };
export const TABLET = { width: 820, height: 1180 };
export const DESK = { width: 1440, height: 900 };

/** Opens an address and waits until the page answers to clicks; without JavaScript it does at once. */
export async function visit(page: Page, path: string, scripted = true) {
  const answer = await page.goto(path);
  if (scripted) await hydrated(page);
  return answer;
}

export async function hydrated(page: Page) {
  await page.locator("html[data-hydrated=true]").waitFor();
}

export async function signIn(page: Page, email: string, scripted = true) {
  await visit(page, "/sign-in", scripted);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.locator("form button.act").first().click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Sessions that were begun, by person: signing in is slow on purpose and limited per account, and most stories do not tell of it. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Signed in with a session that an earlier story began, if it still holds; by the form otherwise. */
async function resume(page: Page, email: string, scripted: boolean) {
  const begun = sessions.get(email);
  if (begun) {
    await page.context().addCookies(begun);
    const account = await page.context().request.get("/account", { maxRedirects: 0 });
    if (account.status() === 200) return visit(page, "/", scripted);
    await page.context().clearCookies();
  }
  await signIn(page, email, scripted);
  const cookies = await page.context().cookies();
  sessions.set(email, cookies.filter((cookie) => cookie.name === "__Host-kontor"));
}

/** A person with a browser of their own. */
export async function person(browser: Browser, email: string | null, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: "de-DE", ...options });
  const page = await context.newPage();
  const problems = watch(page);
  const scripted = options?.javaScriptEnabled !== false;
  if (email) await resume(page, email, scripted);
  return { page, context, problems };
}

/** Collects what a careful developer would see in the console: errors, hydration warnings, refused resources. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    const expected = /status of (401|404|409|422)/.test(text);
    if ((message.type() === "error" && !expected) || /hydrat/i.test(text)) problems.push(`${message.type()}: ${text}`);
  });
  return problems;
}

/** WCAG 2.2 AA by axe; the answer is empty when nothing is wrong. A note that still rises has no colours to measure yet. */
export async function accessibility(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(ending.map((a) => a.finished));
  });
  // What is half under the bar is not too small for a finger.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // @ts-expect-error axe was evaluated into the page above
    const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.target.join(" ")).slice(0, 4).join(" | ")}`);
  });
}

/** How far the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
