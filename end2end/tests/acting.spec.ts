// Jonas calls: the desk enters his order under its own name, in a cart of its own, with his limit; the company reads who did what.
// Another tab stays the desk's, and a tab that was left open does nothing once it is over. Hydrated and without JavaScript.
import { accessibility, expect, overflow, PEOPLE, person, PHONE, signIn, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

const STRIPE = /Sie handeln für Bauer Tiefbau GmbH/;

async function begin(page: Page, scripted: boolean) {
  await visit(page, "/desk/customers?q=bauer", scripted);
  await page.getByRole("link", { name: /Bauer Tiefbau/ }).click();
  await expect(page.getByRole("heading", { name: "Für diesen Kunden bestellen" })).toBeVisible();
  await page.getByRole("radio", { name: "Telefon" }).check();
  await page.getByLabel("Wer bestellt?").selectOption({ label: "Jonas Greiner" });
  await page.getByRole("button", { name: "Zum Shop dieses Kunden" }).click();
  await expect(page).toHaveURL(/\/quick-order$/);
  await expect(page.getByText(STRIPE)).toBeVisible();
}

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";

  test(`a telephone order is entered for the caller, ${how}`, async ({ browser }) => {
    test.setTimeout(120_000);
    // A session of their own: acting belongs to it, and other stories use theirs.
    const desk = await person(browser, null, { javaScriptEnabled: scripted });
    await signIn(desk.page, PEOPLE.support, scripted);
    await begin(desk.page, scripted);
    if (scripted) {
      expect(await accessibility(desk.page)).toEqual([]);
    }
    // The desk in another tab is still the desk, and says what goes on in the shop.
    const other = await desk.context.newPage();
    await visit(other, "/desk/orders", scripted);
    await expect(other.getByText(/Im Shop handeln Sie noch für Bauer Tiefbau GmbH/)).toBeVisible();
    await expect(other.getByRole("heading", { name: "Aufträge", level: 1 })).toBeVisible();
    // The cart is its own: what lies in the customer's stays there.
    await visit(desk.page, "/parts/HY-4711.20-F", scripted);
    await desk.page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
    await expect(desk.page.getByText(/Im Warenkorb|liegt im Warenkorb|hinzugefügt|In den Warenkorb gelegt/i).first()).toBeVisible();
    await visit(desk.page, "/cart", scripted);
    await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText(/Telefon, Jonas Greiner/);
    await expect(desk.page.locator("[id^=line-]")).toHaveCount(1);
    // A tab that is left open.
    const stale = await desk.context.newPage();
    await visit(stale, "/parts/OE-0046.20-H", scripted);
    await expect(stale.getByText(STRIPE)).toBeVisible();
    // Ordered in Jonas' name.
    await visit(desk.page, "/checkout", scripted);
    await desk.page.getByLabel(/Bestellnummer/).fill(`TEL-${how}`);
    await desk.page.getByRole("checkbox", { name: /Der Kunde bestellt als Unternehmen/ }).check();
    await desk.page.locator("form button.act.wide").click();
    await expect(desk.page).toHaveURL(/\/orders\/[0-9A-Z]{26}\?placed=1/);
    const words = /von Jonas Greiner, Telefon, erfasst von Jana Merk \(Hallmann/;
    await expect(desk.page.getByText(words)).toBeVisible();
    const order = new URL(desk.page.url()).pathname;
    // Stopped in this tab; the other one is told, and nothing happens there.
    await desk.page.getByRole("button", { name: "Beenden" }).click();
    await expect(desk.page).toHaveURL(/\/desk\/customers\/.*done=acting/);
    await expect(desk.page.getByText("Sie handeln nicht mehr für diesen Kunden.")).toBeVisible();
    await expect(desk.page.getByText(/handeln Sie noch/)).toHaveCount(0);
    await stale.getByRole("button", { name: /In den Warenkorb/ }).first().click();
    if (scripted) {
      await expect(stale.getByText(/Sie handeln nicht mehr für diesen Kunden: beendet/).first()).toBeVisible();
    } else {
      // Drawn anew as the desk's own, who has no cart: the refusal stands in the address.
      await expect(stale).toHaveURL(/__err=/);
      await expect(stale.getByText(STRIPE)).toHaveCount(0);
    }
    // The company reads it, and finds nothing half left behind.
    const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    await visit(buyer.page, order, scripted);
    await expect(buyer.page.getByText(words)).toBeVisible();
    await expect(buyer.page.getByText(/Telefon, Jana Merk \(Hallmann.*\) für Jonas Greiner/).first()).toBeVisible();
    await visit(buyer.page, "/carts", scripted);
    await expect(buyer.page.getByText("Telefon, Jonas Greiner")).toHaveCount(0);
    // And the desk finds it by its channel.
    await visit(other, "/desk/orders?state=all", scripted);
    await other.getByRole("navigation", { name: "Bestellwege" }).getByRole("link", { name: "Telefon" }).click();
    await expect(other).toHaveURL(/channel=telephone/);
    const code = /[A-Z0-9]{3}-[A-Z0-9]{4}/.exec(await buyer.page.goto(order).then(() => buyer.page.locator("h1").innerText()))?.[0];
    await expect(other.getByRole("link", { name: code })).toBeVisible();
    expect([...desk.problems, ...buyer.problems]).toEqual([]);
    for (const { context } of [desk, buyer]) await context.close();
  });
}

test("on a phone the stripe stays under the bar and nothing is wider than the page", async ({ browser }) => {
  const desk = await person(browser, null, { viewport: PHONE });
  await signIn(desk.page, PEOPLE.support);
  await begin(desk.page, true);
  expect(await overflow(desk.page)).toBeLessThanOrEqual(0);
  await visit(desk.page, "/search?q=filter");
  await desk.page.mouse.wheel(0, 2_000);
  await expect(desk.page.getByText(STRIPE)).toBeInViewport();
  await desk.page.getByRole("button", { name: "Beenden" }).click();
  await expect(desk.page).toHaveURL(/\/desk\/customers\//);
  await desk.context.close();
});
