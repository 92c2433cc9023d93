// More than the credit covers: the order waits, the desk releases it with a reason, and reports it as settled. Hydrated and without
// JavaScript.
import { accessibility, expect, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

const BUYER = "hauke.petersen@rohrbau-nord.example";

async function order(page: Page, po: string, scripted: boolean): Promise<string> {
  await visit(page, "/parts/OE-0046.20-H", scripted);
  await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
  await expect(page.getByText(/Im Warenkorb|liegt im Warenkorb|hinzugefügt|In den Warenkorb gelegt/i).first()).toBeVisible();
  await visit(page, "/cart", scripted);
  await page.getByLabel(/Menge/).first().fill("9");
  await page.getByLabel(/Menge/).first().press("Enter");
  await visit(page, "/checkout", scripted);
  await expect(page.getByText(/geht diese Bestellung über den vereinbarten Rahmen hinaus/)).toBeVisible();
  await page.getByLabel(/Bestellnummer/).fill(po);
  await page.getByRole("checkbox", { name: /als Unternehmen/ }).check();
  await page.locator("form button.act.wide").click();
  await expect(page).toHaveURL(/\/orders\/[0-9A-Z]{26}\?placed=1/);
  return new URL(page.url()).pathname;
}

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";

  test(`an order above the credit is looked at, released and settled, ${how}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const buyer = await person(browser, BUYER, { viewport: PHONE, javaScriptEnabled: scripted });
    const path = await order(buyer.page, `KR-${how}`, scripted);
    await expect(buyer.page.getByText("Wir prüfen Ihre Bestellung.")).toBeVisible();
    await expect(buyer.page.getByText("wird geprüft", { exact: true }).first()).toBeVisible();
    // Support sees it and may refuse it; the decision is a manager's.
    const support = await person(browser, PEOPLE.support, { javaScriptEnabled: scripted });
    await visit(support.page, `/desk${path}`, scripted);
    await expect(support.page.getByText(/Die Leitung gibt sie frei/)).toBeVisible();
    await expect(support.page.getByRole("button", { name: "Freigeben" })).toHaveCount(0);
    const desk = await person(browser, PEOPLE.admin, { javaScriptEnabled: scripted });
    await visit(desk.page, "/desk/orders?state=on_hold", scripted);
    await expect(desk.page.locator(`a[href="/desk${path}"]`)).toBeVisible();
    await visit(desk.page, `/desk${path}`, scripted);
    if (scripted) expect(await accessibility(desk.page)).toEqual([]);
    await desk.page.getByRole("button", { name: "Freigeben" }).click();
    await expect(desk.page.getByText("Bitte nennen Sie den Grund; der Kunde liest ihn.").first()).toBeVisible();
    await desk.page.getByLabel("Warum trotzdem?").fill("Überweisung liegt vor.");
    await desk.page.getByRole("button", { name: "Freigeben" }).click();
    await expect(desk.page.getByText(/ist freigegeben/)).toBeVisible();
    await expect(desk.page.getByText(/Zählt mit .* zum offenen Betrag/)).toBeVisible();
    await desk.page.getByRole("button", { name: "Als ausgeglichen melden" }).click();
    await expect(desk.page.getByText("Als ausgeglichen gemeldet.")).toBeVisible();
    await visit(buyer.page, path, scripted);
    await expect(buyer.page.getByText(/Nach Prüfung freigegeben: Überweisung liegt vor/)).toBeVisible();
    await expect(buyer.page.getByText("eingegangen", { exact: true }).first()).toBeVisible();
    expect([...buyer.problems, ...support.problems, ...desk.problems]).toEqual([]);
    for (const { context } of [buyer, support, desk]) await context.close();
  });
}

test("a company on hold orders nothing until the hold is lifted", async ({ browser }) => {
  const desk = await person(browser, PEOPLE.admin);
  await visit(desk.page, "/desk/customers?q=rohrbau");
  await desk.page.getByRole("link", { name: /Rohrbau/ }).click();
  const credit = desk.page.locator("#credit");
  const hold = async (reason: string) => {
    await credit.getByText("Ändern").click();
    await credit.getByLabel(/Grund der Liefersperre/).fill(reason);
    await credit.getByRole("button", { name: "Speichern" }).click();
    await expect(desk.page.getByText("Der Kreditrahmen ist gespeichert.")).toBeVisible();
  };
  await hold("Mahnstufe 3");
  await expect(credit.getByText("Mahnstufe 3").first()).toBeVisible();
  const buyer = await person(browser, BUYER);
  await visit(buyer.page, "/parts/OE-0046.20-H");
  await buyer.page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
  await expect(buyer.page.getByText(/liegt im Warenkorb/)).toBeVisible();
  await visit(buyer.page, "/checkout");
  await expect(buyer.page.getByText(/Für Ihre Firma ist gerade Liefersperre/)).toBeVisible();
  await expect(buyer.page.locator("form button.act.wide")).toHaveCount(0);
  await visit(desk.page, new URL(desk.page.url()).pathname);
  await hold("");
  await visit(buyer.page, "/checkout");
  await expect(buyer.page.locator("form button.act.wide")).toBeVisible();
  for (const { context } of [desk, buyer]) await context.close();
});
