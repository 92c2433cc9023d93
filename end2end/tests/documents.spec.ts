// The archive: somebody finds a paper by a word in it, sends one in from the phone, and gives one to people outside; the desk sees
// who has it, and what has to stay.
import { readFileSync } from "node:fs";
import { accessibility, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

/** A PDF with pages and text, as others make them. */
const LETTER = "../crates/seal/tests/fixtures/letter.pdf";

async function clean(page: Page) {
  expect(await accessibility(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

/** Sends a file in and answers the address of its page. */
async function upload(page: Page, title: string, file: { name: string; mimeType: string; buffer: Buffer } | string) {
  await page.getByLabel(/^Titel/).fill(title);
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Hochladen" }).click();
  await expect(page).toHaveURL(/\/documents\/[0-9A-Z]{26}$/);
  return new URL(page.url()).pathname;
}

test("a buyer finds a paper by a word that stands in it, in another form, and opens it", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  await visit(page, "/documents");
  await expect(page.getByRole("heading", { level: 1, name: "Dokumente" })).toBeVisible();
  await clean(page);
  // The report says "Hydraulikschlauch ... scheuert".
  await page.getByRole("searchbox").fill("hydraulikschläuche");
  await page.getByRole("button", { name: "Suchen" }).click();
  await expect(page).toHaveURL(/text=/);
  const row = page.locator("tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row.locator("mark").first()).toContainText(/Hydraulikschlauch/);
  await clean(page);
  await row.getByRole("link", { name: /Prüfbericht/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Prüfbericht UVV KB 27");
  await clean(page);
  const file = await page.getByRole("link", { name: "Speichern", exact: true }).getAttribute("href");
  const saved = await context.request.get(file ?? "");
  expect(saved.headers()["content-type"]).toBe("application/pdf");
  expect(saved.headers()["content-disposition"]).toContain("attachment");
  expect((await saved.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const picture = page.locator("img[alt^='Erste Seite']");
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  expect(problems).toEqual([]);
  await context.close();
});

test("a paper is sent in from the phone, is refused when it is none, gets a second version, and both are there", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  await visit(page, "/documents/new");
  await clean(page);
  const title = `Abnahme Halle ${Date.now()}`;
  await page.getByLabel(/^Titel/).fill(title);
  await page.getByLabel(/^Seriennummer/).fill("KB27-10482");
  await page.locator("input[type=file]").setInputFiles({ name: "abnahme.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\nkein Ende") });
  await page.getByRole("button", { name: "Hochladen" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  // What was typed is still there.
  await expect(page.getByLabel(/^Titel/)).toHaveValue(title);
  await expect(page.getByLabel(/^Seriennummer/)).toHaveValue("KB27-10482");
  const path = await upload(page, title, LETTER);
  await expect(page.locator("#facts")).toContainText("KB27-10482");
  await page.getByText("Neue Version hochladen").click();
  await page.locator("#versions input[type=file]").setInputFiles({ name: "foto.txt", mimeType: "text/plain", buffer: Buffer.from("Nachtrag: Tor klemmt.") });
  await page.getByRole("button", { name: "Version hochladen" }).click();
  await expect(page.locator("#versions > ol > li")).toHaveCount(2);
  const first = await context.request.get(`${path}/file/1`);
  expect(Buffer.compare(await first.body(), readFileSync(LETTER))).toBe(0);
  await clean(page);
  await visit(page, "/documents?machine=KB27-10482");
  await expect(page.locator("tbody tr", { hasText: title })).toHaveCount(1);
  await context.close();
});

test("a link opens once without signing in and is gone then; the desk sees it, another company sees nothing", async ({ browser }) => {
  const buyer = await person(browser, PEOPLE.buyer);
  await visit(buyer.page, "/documents/new");
  const path = await upload(buyer.page, `Für den Gutachter ${Date.now()}`, LETTER);
  await buyer.page.getByText("Link erzeugen").first().click();
  await buyer.page.getByLabel("Mal zu öffnen").fill("1");
  await buyer.page.getByRole("button", { name: "Link erzeugen" }).dblclick();
  const link = await buyer.page.locator("#links code").innerText();
  expect(link).toContain("/share/");
  // Told once.
  await visit(buyer.page, path);
  await expect(buyer.page.locator("#links code")).toHaveCount(0);
  await expect(buyer.page.locator("#links li")).toHaveCount(1);

  const outside = await person(browser, null, { viewport: PHONE, hasTouch: true });
  const where = new URL(link).pathname;
  await outside.page.goto(where);
  await outside.page.reload();
  await clean(outside.page);
  const download = outside.page.waitForEvent("download");
  await outside.page.getByRole("button", { name: "Herunterladen" }).click();
  expect(Buffer.compare(readFileSync(await (await download).path()), readFileSync(LETTER))).toBe(0);
  const again = await outside.page.goto(where);
  expect(again?.status()).toBe(404);
  await clean(outside.page);
  await outside.context.close();

  const other = await person(browser, PEOPLE.otherCompany);
  expect((await other.page.goto(path))?.status()).toBe(404);
  expect((await other.context.request.get(`${path}/file/1`)).status()).toBe(404);
  expect((await other.context.request.get(`${path}/preview/1`)).status()).toBe(404);
  await other.context.close();

  const desk = await person(browser, PEOPLE.support);
  await visit(desk.page, `/desk${path}`);
  expect((await desk.context.request.get(`${path}/file/1`)).status()).toBe(200);
  await visit(desk.page, `/desk${path}`);
  await expect(desk.page.locator("#receipts")).toContainText("Jana Merk");
  await clean(desk.page);
  await desk.context.close();
  await buyer.context.close();
});

test("who keeps the archive holds a paper that the law would let go, and reads the chain behind it", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.admin);
  await visit(page, "/desk/documents?text=Rüttelplatte&kind=invoice");
  await page.getByRole("link", { name: /Rechnung 2018-1187/ }).click();
  await expect(page.locator("#keeping")).toContainText("31.12.2026");
  await expect(page.getByRole("button", { name: "Löschen" })).toHaveCount(0);
  const path = new URL(page.url()).pathname;
  await page.getByText("Sperren", { exact: true }).click();
  await page.getByLabel("Grund").fill("Betriebsprüfung 2026");
  await page.getByRole("button", { name: "Sperren" }).click();
  await expect(page.getByText("Betriebsprüfung 2026")).toBeVisible();
  await clean(page);
  await page.getByRole("button", { name: "Sperre aufheben" }).click();
  await expect(page.getByText("Betriebsprüfung 2026")).toHaveCount(0);
  await visit(page, "/desk/archive");
  const id = path.split("/").pop() ?? "";
  await expect(page.locator("tr", { hasText: id }).filter({ hasText: "Gesperrt" })).toHaveCount(1);
  await clean(page);
  const all = page.waitForEvent("download");
  await page.getByRole("button", { name: /Alles ausgeben/ }).click();
  expect((await all).suggestedFilename()).toMatch(/\.zip$/);
  await context.close();
});

test("without JavaScript the archive is searched, narrowed, and several papers are saved together", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await visit(page, "/documents", false);
  await page.getByText("Maschine, Vorgang, Zeitraum").click();
  await page.getByLabel("Seriennummer der Maschine").fill("KB27-10482");
  await page.locator("select[name=kind]").selectOption({ label: "Betriebsanleitung" });
  await page.getByRole("button", { name: "Suchen" }).click();
  await expect(page).toHaveURL(/machine=KB27-10482/);
  const boxes = page.locator("tbody input[type=checkbox]");
  await expect(boxes).toHaveCount(2);
  await boxes.first().check();
  await boxes.last().check();
  const zip = page.waitForEvent("download");
  await page.getByRole("button", { name: "Auswahl speichern" }).click();
  expect(readFileSync(await (await zip).path()).subarray(0, 2).toString()).toBe("PK");
  await visit(page, "/documents/new", false);
  await upload(page, `Ohne Skript ${Date.now()}`, LETTER);
  await context.close();
});
