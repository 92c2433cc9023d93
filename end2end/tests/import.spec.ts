// The desk reads a price file: a job checks it while the page shows how far it is, one click takes it over, the same again
// changes nothing, broken rows are named and the good ones taken over from the file that is still there.
import { accessibility, expect, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

const FILES = "../crates/exchange/tests/files";
/** A debug build on a busy machine takes its time; the page must not. */
const LONG = { timeout: 90_000 };

type File = string | { name: string; mimeType: string; buffer: Buffer };

async function upload(page: import("@playwright/test").Page, file: File, mode: string, scripted = true) {
  await visit(page, "/desk/imports", scripted);
  await page.locator("input[type=file]").setInputFiles(typeof file === "string" ? `${FILES}/${file}` : file);
  await page.locator(`input[name=mode][value=${mode}]`).check();
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(page).toHaveURL(/\/desk\/imports\/.+/, { timeout: 45_000 });
}

test("a norm parts file is checked, taken over with one click, and found", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context, problems } = await person(browser, PEOPLE.admin);
  await upload(page, "norm-parts.csv", "preview");
  // The page stands at once, whatever the job is at.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("norm-parts.csv");
  expect(await accessibility(page)).toEqual([]);
  const over = page.getByRole("button", { name: "Jetzt übernehmen" });
  await expect(over).toBeVisible(LONG);
  await expect(page.getByText("2.837").first()).toBeVisible();
  const preview = page.url();
  await over.click();
  await expect(page).not.toHaveURL(preview);
  await expect(page).toHaveURL(/\/desk\/imports\/.+/);
  await expect(page.getByText("Alle Zeilen sind übernommen.")).toBeVisible(LONG);
  expect(await accessibility(page)).toEqual([]);

  await upload(page, "norm-parts.csv", "all_or_nothing");
  await expect(page.getByText(/hat sich nichts geändert/)).toBeVisible(LONG);
  await expect(async () => {
    await page.goto("/search?q=sechskantschraube+din931");
    await expect(page.getByRole("row").filter({ hasText: "DIN 931" }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  expect(problems).toEqual([]);
  await context.close();
});

test("a file with broken rows is reported row by row, and the good rows are taken over when asked", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context } = await person(browser, PEOPLE.admin);
  await upload(page, "broken.csv", "all_or_nothing");
  await expect(page.getByText("Diese Einheit ist unbekannt.").first()).toBeVisible(LONG);
  await expect(page.getByText("Fass").first()).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await page.getByRole("button", { name: "Nur die guten Zeilen übernehmen" }).dblclick();
  await expect(page.getByText("Die guten Zeilen sind übernommen", { exact: false })).toBeVisible(LONG);
  await visit(page, "/desk/imports");
  await expect(page.getByRole("row").filter({ hasText: "broken.csv" })).toHaveCount(2);
  await context.close();
});

test("without JavaScript a file is checked, its good rows taken over, and the page loads itself anew until then", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context } = await person(browser, PEOPLE.admin, { viewport: PHONE, javaScriptEnabled: false });
  // Numbers of its own, so that the good row is new whatever ran before.
  const number = `OJS-${Date.now()}`;
  const rows = `part_number;name_de;price\r\n${number};Bolzen ohne Skript;12,50\r\n;Ohne Nummer;3,00\r\n`;
  const file = { name: "ohne-skript.csv", mimeType: "text/csv", buffer: Buffer.from(rows) };
  await upload(page, file, "preview", false);
  const good = page.getByRole("button", { name: "Nur die guten Zeilen übernehmen" });
  await expect(good).toBeVisible(LONG);
  const preview = page.url();
  await good.click();
  await expect(page).not.toHaveURL(preview);
  await expect(page.getByText("Die guten Zeilen sind übernommen", { exact: false })).toBeVisible(LONG);

  // The same again has nothing to take over, and offers nothing.
  await upload(page, file, "preview", false);
  await expect(page.getByText("es gibt nichts zu übernehmen", { exact: false })).toBeVisible(LONG);
  await expect(page.getByRole("button", { name: "Nur die guten Zeilen übernehmen" })).toHaveCount(0);

  await page.goto("/desk/imports");
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  // Without a file the browser itself does not send the form.
  await expect(page).toHaveURL(/\/desk\/imports$/);
  await expect(page.locator("input[type=file]:invalid")).toHaveCount(1);
  await context.close();
});
