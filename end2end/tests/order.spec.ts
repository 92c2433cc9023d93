// The first whole story: a buyer finds a part on the phone and orders it; the desk confirms a later date with its reason
// and ships; the buyer sees everything, another company nothing.
import { expect, hydrated, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

test("a buyer finds a part on the phone, orders it, the desk confirms later and ships", async ({ browser }) => {
  const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  const page = buyer.page;

  await test.step("search as you type finds the part with the wrong dashes", async () => {
    await visit(page, "/");
    await page.getByRole("combobox").pressSequentially("47-11 20", { delay: 40 });
    const hit = page.getByRole("option").filter({ hasText: "HY-4711.20-F" });
    await expect(hit).toContainText("€");
    await expect(hit).toContainText(/in (Ulm|Kempten)/);
    await expect(hit).toContainText(/(Mo|Di|Mi|Do|Fr) \d\d\.\d\d\./);
    await hit.click();
    await expect(page).toHaveURL(/\/parts\/HY-4711\.20-F/);
  });

  await test.step("the part page shows the contract price and why", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Hydraulikfilterelement");
    await page.getByText("Warum dieser Preis?").click();
    await expect(page.getByText(/Vertragspreis|Rabatt|Kundengruppe/).first()).toBeVisible();
    await page.getByRole("button", { name: /In den Warenkorb/ }).click();
    await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
  });

  await test.step("checkout on account with an own order number", async () => {
    await visit(page, "/cart");
    await expect(page.getByText("HY-4711.20-F").first()).toBeVisible();
    await page.getByRole("link", { name: "Zur Bestellung" }).click();
    await expect(page).toHaveURL(/\/checkout/);
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
    await expect(page.getByText("Bitte bestätigen Sie, dass Sie als Unternehmen bestellen.").first()).toBeVisible();
    await page.getByLabel("Ihre Bestellnummer").fill("2026-118");
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).dblclick();
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.getByText("Bestellt.").first()).toBeVisible();
  });
  const order = new URL(page.url()).pathname;

  await test.step("another company finds nothing of it", async () => {
    const other = await person(browser, PEOPLE.otherCompany);
    const answer = await other.page.goto(order);
    expect(answer?.status()).toBe(404);
    await visit(other.page, "/orders");
    await expect(other.page.getByText("2026-118")).toHaveCount(0);
    expect(other.problems).toEqual([]);
    await other.context.close();
  });

  const desk = await person(browser, PEOPLE.support);
  await test.step("the desk confirms a later date with the reason", async () => {
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    const later = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);
    await desk.page.getByLabel(/Liefertermin|Termin/).first().fill(later);
    await desk.page.getByLabel(/Grund/).first().fill("Zulauf verspätet");
    await desk.page.getByRole("button", { name: /bestätigen/i }).first().click();
    await expect(desk.page.getByText("Zulauf verspätet").first()).toBeVisible();
  });

  await test.step("the buyer gets mail and sees date and reason", async () => {
    await visit(page, order);
    await expect(page.getByText(/Zulauf verspätet/).first()).toBeVisible();
    const admin = await person(browser, PEOPLE.admin);
    await expect(async () => {
      await visit(admin.page, "/desk/mails");
      await expect(admin.page.getByText(PEOPLE.buyer).first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await admin.context.close();
  });

  await test.step("the desk ships and the buyer sees the tracking number", async () => {
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    await desk.page.getByLabel("Sendungsnummer").fill("01234567890123");
    await desk.page.getByRole("button", { name: "Sendung buchen" }).click();
    await expect(desk.page.getByText("01234567890123").first()).toBeVisible();
    await visit(page, order);
    await expect(page.getByText("01234567890123").first()).toBeVisible();
    await expect(page.getByRole("link", { name: /Lieferschein/ }).first()).toBeVisible();
  });

  expect(buyer.problems).toEqual([]);
  expect(desk.problems).toEqual([]);
  await buyer.context.close();
  await desk.context.close();
});

test("the same up to the placed order without JavaScript", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: false });
  await page.goto("/");
  await page.getByRole("combobox").fill("471-1 20");
  await page.getByRole("button", { name: "Suchen" }).click();
  await expect(page).toHaveURL(/\/search\?/);
  const row = page.getByRole("row").filter({ hasText: "HY-4711.20-F" });
  await expect(row).toContainText("€");
  await row.getByRole("button", { name: /In den Korb/ }).click();
  await page.goto("/cart");
  await expect(page.getByText("HY-4711.20-F").first()).toBeVisible();
  await page.getByRole("link", { name: "Zur Bestellung" }).click();

  // A mistake is told and what was typed is kept.
  await page.getByLabel("Ihre Bestellnummer").fill("OHNE-JS-1");
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page.getByText("Bitte bestätigen Sie, dass Sie als Unternehmen bestellen.").first()).toBeVisible();
  await page.getByLabel("Ihre Bestellnummer").fill("OHNE-JS-1");
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByText("OHNE-JS-1").first()).toBeVisible();
  await context.close();
});

test("a cart begun on the phone goes on at the desk, and two tabs lose nothing", async ({ browser }) => {
  const phone = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  const desktop = await person(browser, PEOPLE.buyer);
  await visit(phone.page, "/parts/HY-5100.10");
  await visit(desktop.page, "/parts/HY-4711.20-F");
  await phone.page.getByRole("button", { name: /In den Warenkorb/ }).click();
  await expect(phone.page.getByText(/liegt im Warenkorb/)).toBeVisible();
  await desktop.page.getByRole("button", { name: /In den Warenkorb/ }).click();
  await expect(desktop.page.getByText(/liegt im Warenkorb/)).toBeVisible();
  await visit(desktop.page, "/cart");
  for (const number of ["HY-5100.10", "HY-4711.20-F"]) {
    await expect(desktop.page.getByText(number).first()).toBeVisible();
  }
  for (const { page, context, problems } of [phone, desktop]) {
    await page.goto("about:blank");
    expect(problems).toEqual([]);
    await context.close();
  }
});

test("an expired session keeps what was asked for and comes back to it", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer);
  await context.clearCookies();
  await page.goto("/orders");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await hydrated(page);
  await page.getByLabel("E-Mail").fill(PEOPLE.buyer);
  await page.getByLabel("Passwort", { exact: true }).fill("falsch falsch falsch");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByText(/stimmt nicht/).first()).toBeVisible();
  await page.getByLabel("Passwort", { exact: true }).fill("kontor-demo-2026");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page).toHaveURL(/\/orders$/);
  await context.close();
});
