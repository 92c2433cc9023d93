// A part goes back: preview of the fee, photo, slip, receipt and decision by the desk, and the refund at the Stripe double.
// And the old part against its deposit, without JavaScript.
import { writeFileSync } from "node:fs";
import { accessibility, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { GOOD_CARD, payOnPage, ship } from "../support/steps";
import type { Page } from "@playwright/test";

const PART = "/parts/HY-4711.20-F";
// The smallest JPEG there is.
const JPEG = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=",
  "base64",
);

async function clean(page: Page) {
  expect(await accessibility(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

test("a part goes back with a fee preview and a photo, and the refund arrives", async ({ browser }, info) => {
  test.setTimeout(120_000);
  const { page, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  let order = "";
  await test.step("two filters, paid by card and delivered", async () => {
    await visit(page, PART);
    await expect(page.getByText(/Rückgabe bis 30 Tage nach Versand/)).toBeVisible();
    await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
    await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
    await visit(page, "/checkout");
    await page.getByRole("radio", { name: /^Karte/ }).check();
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
    await payOnPage(page, GOOD_CARD);
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    order = new URL(page.url()).pathname;
  });
  const desk = await ship(browser, order);

  let back = "";
  await test.step("the buyer sees what it costs before anything is announced", async () => {
    await visit(page, order);
    await page.getByRole("link", { name: "Etwas zurückgeben" }).click();
    const quantity = page.getByLabel("Menge HY-4711.20-F");
    await quantity.fill("9999");
    await page.getByRole("button", { name: "Vorschau ansehen" }).click();
    await expect(page.getByText(/Zurückgeben können Sie davon noch/)).toBeVisible();
    await quantity.fill("1");
    await page.getByRole("button", { name: "Vorschau ansehen" }).click();
    await expect(page.locator("#preview")).toContainText(/Gebühr \((10\s%|Mindestbetrag)\): \d+,\d\d/);
    await clean(page);
    await page.getByLabel("Grund für HY-4711.20-F").selectOption("defect");
    await expect(page.getByRole("button", { name: "Rückgabe anmelden" })).toBeDisabled();
    await page.getByRole("button", { name: "Vorschau ansehen" }).click();
    await expect(page.locator("#preview")).toContainText("ohne Gebühr");
    await page.getByRole("button", { name: "Rückgabe anmelden" }).click();
    await expect(page.locator("#words-e")).toContainText("Bitte ausfüllen");
    await page.getByLabel("Was ist passiert?").fill("Die Naht ist offen.");
    await page.getByRole("button", { name: "Rückgabe anmelden" }).dblclick();
    await expect(page).toHaveURL(/\/returns\/.+announced=1/);
    back = new URL(page.url()).pathname;
  });

  await test.step("a photo is looked at, the slip is printed", async () => {
    const text = info.outputPath("photo.jpg");
    writeFileSync(text, "no photo at all");
    await page.locator("input[name=photo]").setInputFiles(text);
    await page.getByRole("button", { name: "Foto hinzufügen" }).click();
    await expect(page.getByRole("alert")).toContainText("kein Foto");
    const photo = info.outputPath("naht.jpg");
    writeFileSync(photo, JPEG);
    await page.locator("input[name=photo]").setInputFiles(photo);
    await page.getByRole("button", { name: "Foto hinzufügen" }).click();
    await expect(page.getByRole("img", { name: "Foto 1" })).toBeVisible();
    await clean(page);
    await page.getByRole("link", { name: "Rücksendeschein" }).click();
    await expect(page.locator(".label-code")).toHaveText(/^K\w\w-\w{4}-R1$/);
    await expect(page.locator(".letter")).toContainText("Retouren");
    await clean(page);
  });

  await test.step("the desk receives and decides", async () => {
    await visit(desk.page, "/desk/returns?state=requested");
    await desk.page.locator(`a[href="/desk${back}"]`).click();
    await expect(desk.page.getByText("Die Naht ist offen.")).toBeVisible();
    await expect(desk.page.getByRole("img", { name: "Foto 1" })).toBeVisible();
    await clean(desk.page);
    await desk.page.getByRole("button", { name: "Eingang buchen" }).click();
    await expect(desk.page).toHaveURL(/done=receive/);
    await desk.page.getByLabel("Entscheidung über HY-4711.20-F").selectOption("refuse");
    await desk.page.getByRole("button", { name: "Entscheiden und gutschreiben" }).click();
    await expect(desk.page.locator("#reason-1-e")).toBeVisible();
    await desk.page.getByLabel("Entscheidung über HY-4711.20-F").selectOption("accept");
    await clean(desk.page);
    await desk.page.getByRole("button", { name: "Entscheiden und gutschreiben" }).click();
    await expect(desk.page).toHaveURL(/done=decide/);
    await expect(desk.page.locator("#credit")).toContainText(/GS-\d{4}-\d{5}/);
  });

  await test.step("the refund arrives, and the buyer sees both", async () => {
    await visit(page, back);
    await expect(page.locator("#credit")).toContainText("gehen auf dem Weg zurück, auf dem bezahlt wurde");
    const sum = (await page.locator("#credit b.num").innerText()).trim();
    await clean(page);
    await expect(async () => {
      await visit(page, order);
      await expect(page.locator("#payment")).toContainText(`Erstattet: ${sum}`, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await expect(page.locator("#returns")).toContainText("gutgeschrieben");
  });
  expect(problems).toEqual([]);
  expect(desk.problems).toEqual([]);
  await desk.context.close();
});

test("without JavaScript: the old part goes back against its deposit", async ({ browser }) => {
  const { page } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await visit(page, "/parts/EL-7001.24-A", false);
  await expect(page.getByText(/zuzüglich 60,00\s€ Altteilpfand netto/)).toBeVisible();
  await expect(page.getByText(/Keine freiwillige Rückgabe/)).toBeVisible();
  await visit(page, "/cores", false);
  await expect(page.locator("main")).toContainText("Offenes Pfand netto");
  await page.getByRole("link", { name: "Altteil zurückgeben" }).first().click();
  await expect(page.locator("#preview")).toContainText("Altteil gegen Pfand");
  await expect(page.locator("#preview")).toContainText("71,40");
  await page.getByRole("button", { name: "Rückgabe anmelden" }).click();
  await expect(page).toHaveURL(/\/returns\/.+announced=1/);
  await page.getByText("Rückgabe zurückziehen").click();
  await page.getByRole("button", { name: "Ja, zurückziehen" }).click();
  await expect(page.locator("main")).toContainText("zurückgezogen");
  await visit(page, "/cores", false);
  await expect(page.getByRole("link", { name: "Altteil zurückgeben" }).first()).toBeVisible();
});
