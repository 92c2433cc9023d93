// How it comes: by which service and at what price, together or in parts, in several parcels; and the dealer's tariffs.
import type { Page } from "@playwright/test";
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { emptyCart } from "../support/steps";

const RING = "DI-2403.70-R";
const FILTER = "HY-4711.20-F";

async function fill(page: Page, lines: [string, string][], scripted = true) {
  for (const [part, quantity] of lines) {
    await visit(page, `/parts/${part}?quantity=${quantity}`, scripted);
    await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
    if (scripted) await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
  }
}

const service = (page: Page, name: RegExp) => page.locator("#delivery-way .choice").filter({ hasText: name });
const total = (page: Page) => page.locator("aside .sums .total dd");

test("the buyer chooses a service, sees sum and dates follow, and is charged what is shown", async ({ browser }) => {
  const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  const page = buyer.page;
  await emptyCart(page);
  await fill(page, [[FILTER, "1"]]);
  await visit(page, "/checkout");
  await expect(service(page, /Paket Standard/).getByRole("radio")).toBeChecked();
  const before = await total(page).innerText();
  await page.getByLabel("Ihre Bestellnummer").fill("EXPRESS-1");
  await service(page, /Express bis 12/).click();
  await expect(total(page)).not.toHaveText(before);
  await expect(page.locator("aside .sums")).toContainText("19,90");
  // What was typed is still there, and the choice holds.
  await expect(page.getByLabel("Ihre Bestellnummer")).toHaveValue("EXPRESS-1");
  await expect(service(page, /Express bis 12/).getByRole("radio")).toBeChecked();
  expect(await overflow(page)).toBe(0);
  expect(await accessibility(page)).toEqual([]);
  const shown = await total(page).innerText();
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\/.+placed=1/);
  await expect(page.locator(".order-sums .total dd")).toHaveText(shown);
  await expect(page.getByText(/Express bis 12:00, 19,90/)).toBeVisible();
  await page.goto("about:blank");
  expect(buyer.problems).toEqual([]);
  await buyer.context.close();
});

test("without JavaScript the choice is looked at first, and nothing typed is lost", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await fill(page, [[FILTER, "1"]], false);
  await page.goto("/checkout");
  await page.getByLabel("Ihre Bestellnummer").fill("OHNE-JS-2");
  await service(page, /Express bis 10/).getByRole("radio").check();
  await page.getByRole("button", { name: /Summe und Termine/ }).click();
  await expect(page.locator("aside .sums")).toContainText("29,90");
  await expect(service(page, /Express bis 10/).getByRole("radio")).toBeChecked();
  await expect(page.getByLabel("Ihre Bestellnummer")).toHaveValue("OHNE-JS-2");
  const shown = await total(page).innerText();
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.locator(".order-sums .total dd")).toHaveText(shown);
  await context.close();
});

test("everything together: one date, and the desk says why a part leaves before", async ({ browser }) => {
  test.setTimeout(120_000);
  const buyer = await person(browser, PEOPLE.buyer, { viewport: DESK });
  const page = buyer.page;
  await emptyCart(page);
  // More rings than lie there.
  await fill(page, [[FILTER, "1"], [RING, "3000"]]);
  await visit(page, "/checkout");
  const way = page.locator("#delivery-way");
  await expect(way.getByText("So kommt es")).toBeVisible();
  await expect(way.locator(".facts > div")).toHaveCount(2);
  await way.getByText("Alles zusammen").click();
  await expect(way.getByText("So kommt es")).toHaveCount(0);
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\/.+placed=1/);
  const order = new URL(page.url()).pathname;
  await expect(page.getByText(/^Alles zusammen, /)).toBeVisible();

  const desk = await person(browser, PEOPLE.support, { viewport: DESK });
  const at = order.replace("/orders/", "/desk/orders/");
  await visit(desk.page, at);
  await desk.page.getByRole("button", { name: /bestätigen/i }).first().click();
  await expect(desk.page.getByText("Der Kunde möchte alles zusammen.").first()).toBeVisible();
  await desk.page.getByLabel(`Menge ${RING}`).fill("0");
  await desk.page.getByLabel("Sendungsnummer").fill("0011, 0022");
  await desk.page.getByRole("button", { name: "Sendung buchen" }).click();
  await expect(desk.page.getByText(/Bitte angeben, warum ein Teil vorab geht/).first()).toBeVisible();
  await desk.page.getByLabel("Warum geht ein Teil vorab?").fill("Die Maschine steht");
  await desk.page.getByRole("button", { name: "Sendung buchen" }).click();
  await expect(desk.page.getByText("0022").first()).toBeVisible();

  await visit(page, order);
  await expect(page.getByText("Vorab, weil: Die Maschine steht")).toBeVisible();
  await expect(page.getByText("Paket 2 von 2")).toBeVisible();
  await page.getByRole("link", { name: "Lieferschein" }).first().click();
  await expect(page.getByText(/Es folgt: /)).toBeVisible();
  await expect(page.getByText(/0011, 0022/)).toBeVisible();
  for (const one of [buyer, desk]) {
    await one.page.goto("about:blank");
    expect(one.problems).toEqual([]);
    await one.context.close();
  }
});

test("the administration changes a price, and a mistake is told in its cell", async ({ browser }) => {
  const admin = await person(browser, PEOPLE.admin, { viewport: DESK });
  const page = admin.page;
  await visit(page, "/desk/delivery");
  const sheet = page.locator("#service-paket");
  await sheet.locator("summary").click();
  const cell = sheet.getByLabel("Deutschland, bis kg 5", { exact: true });
  await expect(cell).toHaveValue("6,90");
  await cell.fill("viel");
  await sheet.getByRole("button", { name: "Versandart speichern" }).click();
  await expect(sheet.getByText("Das ist keine Zahl.").first()).toBeVisible();
  await expect(cell).toHaveValue("viel");
  expect(await accessibility(page)).toEqual([]);
  await cell.fill("6,90");
  await sheet.getByRole("button", { name: "Versandart speichern" }).click();
  await expect(page.getByText(/Gespeichert. Ab jetzt gilt/).first()).toBeVisible();
  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
  await page.goto("about:blank");
  expect(admin.problems).toEqual([]);
  await admin.context.close();
});

test("a buyer collects at the branch: ready, mailed, handed over by name", async ({ browser }) => {
  test.setTimeout(120_000);
  const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  const page = buyer.page;
  await visit(page, `/parts/${FILTER}`);
  await expect(page.getByRole("heading", { name: "Selbst abholen" })).toBeVisible();
  await emptyCart(page);
  await fill(page, [[FILTER, "1"]]);
  await visit(page, "/checkout");
  await service(page, /Abholung in Ulm/).click();
  await expect(page.locator("aside .sums")).toContainText("frei");
  await expect(service(page, /Abholung in Ulm/)).toContainText("Kranstraße 12");
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\/.+placed=1/);
  const order = new URL(page.url()).pathname;
  await expect(page.locator(".steps")).toContainText("Abholbereit");

  const desk = await person(browser, PEOPLE.admin, { viewport: DESK });
  await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
  await desk.page.getByRole("button", { name: /bestätigen/i }).first().click();
  await desk.page.getByRole("button", { name: "Abholbereit melden" }).click();
  await expect(desk.page.getByRole("button", { name: "Übergabe buchen" })).toBeVisible();
  await visit(page, order);
  await expect(page.getByText("Liegt in Ulm bereit.")).toBeVisible();
  await expect(async () => {
    await visit(desk.page, "/desk/mails");
    await expect(desk.page.getByText(/liegt in Ulm bereit/).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
  await desk.page.getByRole("button", { name: "Übergabe buchen" }).click();
  await expect(desk.page.getByText("Bitte ausfüllen.").first()).toBeVisible();
  await desk.page.getByLabel("Abgeholt von").fill("Max Kehl");
  await desk.page.getByRole("button", { name: "Übergabe buchen" }).click();
  await expect(desk.page.getByText("Abgeholt von Max Kehl").first()).toBeVisible();
  await visit(page, order);
  await page.getByRole("link", { name: "Lieferschein" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Abholschein");
  for (const one of [buyer, desk]) {
    await one.page.goto("about:blank");
    expect(one.problems).toEqual([]);
    await one.context.close();
  }
});
