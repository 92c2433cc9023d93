// Payment: by card on the hosted page of the Stripe double that the demo runs, stored for the company, the next order with
// one tap, declined and tried again, given back by the desk; without JavaScript too. Webhooks are signed by Stripe's own
// package: an independent counterpart of our check.
import Stripe from "stripe";
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { GOOD_CARD, intoCart, payOnPage } from "../support/steps";
import type { Page } from "@playwright/test";

const PART = "HY-4711.20-F";
const DECLINED = "4000 0000 0000 0002";

async function toCheckout(page: Page, scripted = true) {
  await intoCart(page, PART, "", scripted);
  await visit(page, "/checkout", scripted);
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
}

test("a buyer pays by card, stores it, pays the next order with one tap; the desk gives some of it back", async ({ browser }) => {
  const { page, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });

  await test.step("by card on the hosted page; the first card is declined", async () => {
    await toCheckout(page);
    await page.getByRole("radio", { name: /^Karte/ }).check();
    await page.getByLabel(/für unsere Firma hinterlegen/).check();
    expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).dblclick();
    await payOnPage(page, DECLINED);
    await expect(page.getByRole("alert")).toContainText("abgelehnt");
    await payOnPage(page, GOOD_CARD);
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.locator("#payment")).toContainText("bezahlt");
  });

  let order = "";
  await test.step("the next order with one tap", async () => {
    await toCheckout(page);
    await page.getByRole("radio", { name: /Visa •••• 4242/ }).first().check();
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.locator("#payment")).toContainText("bezahlt");
    expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    order = new URL(page.url()).pathname;
  });

  await test.step("the method is the company's", async () => {
    await visit(page, "/account");
    await expect(page.locator("#payment")).toContainText("Visa •••• 4242");
  });

  await test.step("the desk gives five euro back, never more than was paid", async () => {
    const desk = await person(browser, PEOPLE.support, { viewport: DESK });
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    await desk.page.getByText("Geld erstatten").click();
    await desk.page.getByLabel("Betrag in Euro").fill("99999");
    await desk.page.getByRole("button", { name: "Erstatten", exact: true }).click();
    await expect(desk.page.getByText(/können erstattet werden/).first()).toBeVisible();
    await desk.page.getByLabel("Betrag in Euro").fill("5,00");
    await desk.page.locator("#refund-reason").fill("Delle");
    await desk.page.getByRole("button", { name: "Erstatten", exact: true }).click();
    await expect(desk.page).toHaveURL(/done=refund/);
    await expect(desk.page.locator("#payment")).toContainText("Erstattet: 5,00");
    expect(await accessibility(desk.page)).toEqual([]);
    await visit(page, order);
    await expect(page.locator("#payment")).toContainText("Erstattet: 5,00");
    await desk.context.close();
  });

  await test.step("the buyer cancels it, and the rest comes back by itself", async () => {
    const sum = (await page.locator("#payment b.num").innerText()).trim();
    await page.getByText("Auftrag stornieren").click();
    await expect(page.getByText("was schon bezahlt ist, geht auf demselben Weg zurück")).toBeVisible();
    await page.getByRole("button", { name: "Ja, stornieren" }).click();
    await expect(page.getByText("Erstattung veranlasst").last()).toBeVisible();
    await expect(async () => {
      await visit(page, order);
      await expect(page.locator("#payment")).toContainText(`Erstattet: ${sum}`, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
  });
  expect(problems).toEqual([]);
});

test("without JavaScript: cancelled on the hosted page, paid from the order's page", async ({ browser }) => {
  const { page } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await toCheckout(page, false);
  await page.getByRole("radio", { name: /^Karte/ }).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await page.getByRole("link", { name: /Abbrechen/ }).click();
  await expect(page).toHaveURL(/\/orders\/[^/]+$/);
  await expect(page.locator("#payment")).toContainText("noch nicht bezahlt");
  await expect(page.locator("#payment")).toContainText(/Bis \d\d\.\d\d\.\d{4} halten wir die Ware für Sie bereit/);
  await page.getByRole("button", { name: "Mit Karte bezahlen" }).click();
  await payOnPage(page, GOOD_CARD);
  await expect(page).toHaveURL(/\/orders\/.+placed=1/);
  await expect(page.locator("#payment")).toContainText("bezahlt");
});

test("events signed by Stripe's own package are taken; forged, stale and changed ones are refused", async ({ request }) => {
  const stripe = new Stripe("sk_test_end2end");
  const payload = JSON.stringify({
    id: "evt_end2end",
    object: "event",
    type: "payment_intent.succeeded",
    created: 1,
    data: { object: { id: "pi_end2end", object: "payment_intent" } },
  });
  const now = Math.floor(Date.now() / 1000);
  const send = async (body: string, secret: string, timestamp: number, signed = payload) => {
    const header = stripe.webhooks.generateTestHeaderString({ payload: signed, secret, timestamp });
    const headers = { "stripe-signature": header, "content-type": "application/json" };
    return (await request.post("/webhooks/stripe", { data: Buffer.from(body), headers })).status();
  };
  const SECRET = "whsec_double";
  expect(await send(payload, SECRET, now)).toBe(204);
  expect(await send(payload, SECRET, now)).toBe(204);
  expect(await send(payload, "whsec_forged", now)).toBe(400);
  expect(await send(payload, SECRET, now - 400)).toBe(400);
  expect(await send(payload.replace("pi_", "px_"), SECRET, now)).toBe(400);
});
