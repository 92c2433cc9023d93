// The archive: found by a word and opened, filed from the phone, shared with somebody outside, kept by the desk; and without JavaScript.
import { accessibility, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Browser, Page } from "@playwright/test";

// The smallest JPEG there is.
const JPEG = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=",
  "base64",
);
const MANUAL = "Betriebsanleitung KB 220 LC";

async function clean(page: Page) {
  expect(await accessibility(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

/** Looks for words, until what came in a moment ago is found too, and opens the document. */
async function open(page: Page, list: string, words: string, title: string, scripted = true): Promise<string> {
  const link = page.getByRole("link", { name: title, exact: true });
  await expect(async () => {
    await visit(page, `${list}?words=${encodeURIComponent(words)}`, scripted);
    await expect(link.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await link.first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  return new URL(page.url()).pathname;
}

/** The bytes of the latest version, as the person of this page gets them. */
async function bytes(page: Page): Promise<{ status: number; type: string; body: Buffer }> {
  const href = await page.locator(".head").getByRole("link", { name: "Öffnen" }).getAttribute("href");
  const answer = await page.context().request.get(href ?? "");
  return { status: answer.status(), type: answer.headers()["content-type"] ?? "", body: await answer.body() };
}

test("a delivery note is found by a word and opened", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  await visit(page, "/documents");
  await clean(page);
  await page.getByRole("searchbox", { name: "Wörter" }).fill("Hydraulikschläuche");
  await page.getByRole("button", { name: "Suchen" }).last().click();
  await expect(page).toHaveURL(/words=Hydraulikschl/);
  await open(page, "/documents", "Hydraulikschläuche", "Lieferschein LS-24-1093, Hydraulikschläuche");
  await expect(page.locator(".doc-sheet")).toContainText("KB220-12406");
  const file = await bytes(page);
  expect([file.status, file.type]).toEqual([200, "application/pdf"]);
  expect(file.body.subarray(0, 5).toString()).toBe("%PDF-");
  await clean(page);
  // What the desk keeps to itself, and whose nothing is.
  await visit(page, "/documents?words=Kalkulation");
  await expect(page.getByRole("heading", { name: "Dazu ist nichts abgelegt" })).toBeVisible();
  await page.getByRole("link", { name: "Alle zeigen" }).click();
  await expect(page.locator(".docs tbody tr").first()).toBeVisible();
  // Two of them at once.
  await page.locator(".doc-pick").nth(0).click();
  await page.locator(".doc-pick").nth(1).click();
  await expect(page.getByText("2 ausgewählt")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Auswahl als ZIP laden" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  expect(problems).toEqual([]);
  await context.close();
});

test("a photo is filed from the phone, a wrong file is refused where it stands, a new version comes later", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  const title = `Typenschild ${Date.now()}`;
  await visit(page, "/documents");
  await page.getByRole("link", { name: "Dokument ablegen" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dokument ablegen");
  await clean(page);
  await page.getByLabel("Titel").fill(title);
  await page.getByLabel("Seriennummer").fill("KB27-40711");
  const field = page.locator("input[name=file]");
  await field.setInputFiles({ name: "bild.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ\u0090\u0000\u0003\u0000\u0000\u0000") });
  await page.getByRole("button", { name: "Ablegen", exact: true }).click();
  await expect(page.locator(".error").first()).toBeVisible();
  await expect(page.getByLabel("Titel"), "what was typed stays").toHaveValue(title);
  await field.setInputFiles({ name: "bild.jpg", mimeType: "image/jpeg", buffer: JPEG });
  await expect(page.getByText(/^Gewählt: bild\.jpg/)).toBeVisible();
  await page.getByRole("button", { name: "Ablegen", exact: true }).click();
  await expect(page).toHaveURL(/\/documents\/[0-9A-Z]{26}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await clean(page);
  await page.locator("input[name=file]").setInputFiles({ name: "schild.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([JPEG, Buffer.from([0])]) });
  await page.getByRole("button", { name: "Neue Fassung ablegen" }).click();
  await expect(page.locator(".doc-versions > li")).toHaveCount(2);
  await expect(page.locator(".doc-versions > li").first()).toContainText("Fassung 2");
  await expect(page.locator(".doc-versions > li").first()).toContainText("Sabine Bauer");
  await open(page, "/documents", title, title);
  expect(problems).toEqual([]);
  await context.close();
});

test("a manual is shared: the link opens once without signing in, then it is gone; the desk sees who read it", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer);
  const path = await open(page, "/documents", "Betriebsanleitung", MANUAL);
  expect((await bytes(page)).status).toBe(200);
  const link = await share(page, "1");
  await clean(page);
  await visit(page, path);
  await expect(page.locator(".doc-link"), "told once").toHaveCount(0);
  await expect(page.locator(".doc-shares > li").first()).toContainText("noch 1 von 1");

  const guest = await person(browser, null, { viewport: PHONE });
  await guest.page.goto(link);
  await expect(guest.page.getByRole("heading", { name: "Ein Dokument für Sie" })).toBeVisible();
  const download = guest.page.waitForEvent("download");
  await guest.page.getByRole("button", { name: "Herunterladen" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  expect((await guest.page.goto(link))?.status()).toBe(404);
  await expect(guest.page.getByRole("heading", { name: "Diesen Link gibt es nicht" })).toBeVisible();
  await guest.context.close();

  await test.step("one that is ended opens nothing", async () => {
    await visit(page, path);
    const second = await share(page, "5");
    await page.locator(".doc-shares > li").last().getByRole("button", { name: "Beenden" }).click();
    await expect(page.getByText("Der Link ist beendet.")).toBeVisible();
    expect((await page.context().request.get(second)).status()).toBe(404);
  });

  const desk = await person(browser, PEOPLE.support);
  await visit(desk.page, `/desk${path}`);
  await expect(desk.page.locator("#receipts")).toContainText("Sabine Bauer");
  await expect(desk.page.locator("#chain")).toContainText("Link angelegt");
  await expect(desk.page.locator("#keeping").getByText("Sperren", { exact: true }), "not for everybody").toHaveCount(0);
  await clean(desk.page);
  expect([...problems, ...desk.problems]).toEqual([]);
  await desk.context.close();
  await context.close();
});

test("to another company a document does not exist", async ({ browser }) => {
  const buyer = await person(browser, PEOPLE.buyer);
  const path = await open(buyer.page, "/documents", "Betriebsanleitung", MANUAL);
  await buyer.context.close();
  const other = await person(browser, PEOPLE.otherCompany);
  expect((await visit(other.page, path))?.status()).toBe(404);
  for (const way of ["/file/1", "/file/1?save", "/preview/1"]) {
    expect((await other.page.context().request.get(path + way)).status(), way).toBe(404);
  }
  await visit(other.page, `/documents?words=${encodeURIComponent("KB 220")}`);
  await expect(other.page.getByRole("link", { name: MANUAL })).toHaveCount(0);
  await other.context.close();
});

test("who keeps the archive holds, releases and deletes, and reads the chain", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context, problems } = await person(browser, PEOPLE.admin);
  await visit(page, "/desk/documents?company=bauer-tiefbau");
  await page.keyboard.press("j");
  await expect(page.locator("#row-0")).toBeFocused();
  await clean(page);
  await open(page, "/desk/documents", "Schwenkwerk", "Rechnung RE-25-0388, Reparatur Schwenkwerk");
  await expect(page.locator("#keeping")).toContainText("Betriebsprüfung");
  await expect(page.locator("#keeping")).toContainText("Löschen geht noch nicht.");
  await clean(page);
  await open(page, "/desk/documents", "Versicherungsnachweis 2019", "Versicherungsnachweis Maschinenbruch 2019");
  await page.getByText("Sperren", { exact: true }).click();
  await page.getByRole("button", { name: "Aufbewahrung sperren" }).click();
  await expect(page.locator("#hold-reason-e")).toBeVisible();
  await page.getByLabel("Warum bleibt es?").fill("Schadensfall von 2019 ist noch offen");
  await page.getByRole("button", { name: "Aufbewahrung sperren" }).click();
  await expect(page.getByText("Gesperrt. Es bleibt", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Sperre aufheben" }).click();
  await expect(page.getByText("Die Sperre ist aufgehoben.", { exact: false })).toBeVisible();
  const gone = page.url();
  await page.locator("#keeping").getByText("Löschen", { exact: true }).click();
  await page.getByLabel("Warum wird es gelöscht?").fill("Frist abgelaufen, Schaden erledigt");
  await page.getByRole("button", { name: "Endgültig löschen" }).click();
  await expect(page.getByText("Die Löschung ist beschlossen und läuft.", { exact: false })).toBeVisible();
  await expect(async () => {
    expect((await page.context().request.get(gone)).status()).toBe(404);
  }).toPass({ timeout: 20_000 });
  await visit(page, "/desk/archive");
  await expect(page.locator("#entries")).toContainText("gelöscht");
  await clean(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Alles exportieren" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  expect(problems).toEqual([]);
  await context.close();
});

test("without JavaScript: the list, a filter, an upload and a link", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await visit(page, "/documents", false);
  await page.getByLabel("Art", { exact: true }).selectOption("manual");
  await page.getByRole("button", { name: "Anwenden" }).click();
  await expect(page).toHaveURL(/kind=manual/);
  await expect(page.getByRole("link", { name: MANUAL, exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Lieferschein/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Dokument ablegen" }).click();
  const title = `Prüfbuch ${Date.now()}`;
  await page.getByLabel("Titel").fill(title);
  const field = page.locator("input[name=file]");
  await field.setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0090\u0000\u0003\u0000\u0000\u0000") });
  await page.getByRole("button", { name: "Ablegen", exact: true }).click();
  await expect(page.locator("#upload-file-e")).toBeVisible();
  await expect(page.getByLabel("Titel")).toHaveValue(title);
  await field.setInputFiles({ name: "Prüfbuch.txt", mimeType: "text/plain", buffer: Buffer.from("Alles in Ordnung.") });
  await page.getByRole("button", { name: "Ablegen", exact: true }).click();
  await expect(page).toHaveURL(/\/documents\/[0-9A-Z]{26}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  const link = await share(page, "1");
  const guest = await person(browser as Browser, null, { javaScriptEnabled: false });
  await guest.page.goto(link);
  await expect(guest.page.getByRole("button", { name: "Herunterladen" })).toBeVisible();
  await guest.context.close();
  await context.close();
});

/** Makes a link that may be opened so often; answers its address. */
async function share(page: Page, opens: string): Promise<string> {
  await page.getByLabel("Gültig für Tage").fill("7");
  await page.getByLabel("So oft zu öffnen").fill(opens);
  await page.getByRole("button", { name: "Link anlegen" }).click();
  await expect(page.locator(".doc-link")).toHaveText(/\/share\//);
  return (await page.locator(".doc-link").innerText()).trim();
}
