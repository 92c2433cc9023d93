// The desk reads a price file: first only checked, then taken over, the same again changes nothing, broken rows are named.
import { accessibility, expect, PEOPLE, person, test, visit } from "../support/kontor";

const FILES = "../crates/exchange/tests/files";

async function upload(page: import("@playwright/test").Page, file: string, mode: string) {
  await visit(page, "/desk/imports");
  await page.locator("input[type=file]").setInputFiles(`${FILES}/${file}`);
  await page.locator(`input[name=mode][value=${mode}]`).check();
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(page).toHaveURL(/\/desk\/imports\/.+/, { timeout: 45_000 });
}

test("a norm parts file is checked, taken over once, and found", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context } = await person(browser, PEOPLE.admin);
  await upload(page, "norm-parts.csv", "preview");
  await expect(page.getByText("2.837").first()).toBeVisible();
  await upload(page, "norm-parts.csv", "all_or_nothing");
  expect(await accessibility(page)).toEqual([]);
  await upload(page, "norm-parts.csv", "all_or_nothing");
  await expect(page.getByText(/nichts geändert|hat sich nichts|unverändert/i).first()).toBeVisible();
  await expect(async () => {
    await page.goto("/search?q=sechskantschraube+din931");
    await expect(page.getByRole("row").filter({ hasText: "DIN 931" }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await context.close();
});

test("a file with broken rows is reported row by row and nothing is taken over", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.admin);
  await upload(page, "broken.csv", "all_or_nothing");
  await expect(page.getByText("Diese Einheit ist unbekannt.").first()).toBeVisible();
  await expect(page.getByText("Fass").first()).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await context.close();
});
