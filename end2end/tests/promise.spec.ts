// A line slips: the desk says so with the reason, the customer is told at once and chooses; the desk answers a wish. On the
// phone, without JavaScript, and never by somebody of another company.
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { intoCart, parcel, slip } from "../support/steps";
import type { Page } from "@playwright/test";

const RING = "DI-2403.70-R";
const FILTER = "HY-4711.20-F";
const REASON = "Das Werk hat Betriebsferien";

/** Orders more than lies there of the first part, and something punctual. */
async function ordered(page: Page, quantity: string, scripted = true): Promise<string> {
  for (const [part, q] of [[RING, quantity], [FILTER, "1"]]) {
    await intoCart(page, part, q, scripted);
  }
  await visit(page, "/checkout", scripted);
  await page.getByLabel(/Wir bestellen als Unternehmen/).check();
  await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
  await expect(page).toHaveURL(/\/orders\/.+placed=1/);
  return new URL(page.url()).pathname;
}

test("one line slips, the customer is told at once and chooses to split", async ({ browser }) => {
  test.setTimeout(120_000);
  const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  const desk = await person(browser, PEOPLE.support, { viewport: DESK });
  const page = buyer.page;
  const order = await ordered(page, "2600");
  await slip(desk.page, order, RING, 40, REASON);

  await test.step("the mail leads to the choice", async () => {
    const admin = await person(browser, PEOPLE.admin);
    await expect(async () => {
      await visit(admin.page, "/desk/mails");
      await admin.page.getByRole("link", { name: /bitte Termine beachten/ }).first().click({ timeout: 2_000 });
      expect(await admin.page.content()).toContain(`${order}#choices`);
    }).toPass({ timeout: 20_000 });
    await admin.context.close();
    await visit(page, "/orders?choice=asked");
    await expect(page.getByText("Ihre Wahl").first()).toBeVisible();
  });

  await test.step("nothing is chosen beforehand, and nothing chosen is asked for", async () => {
    await visit(page, `${order}#choices`);
    const card = page.locator("#choices .card");
    await expect(card).toContainText(RING);
    await expect(page.locator("#choices h2")).toBeInViewport();
    await expect(card).toContainText(REASON);
    await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
    // Not half under the bar.
    await page.evaluate(() => scrollTo(0, 0));
    expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await card.getByRole("button", { name: "Auswahl senden" }).click();
    await expect(page.locator("#choices input:invalid").first()).toBeAttached();
  });

  await test.step("the customer asks for an earlier date, the desk says why not", async () => {
    const card = page.locator("#choices .card");
    await card.getByRole("radio", { name: /früheren Termin/ }).check();
    await card.getByLabel(/Bis wann/).fill("Bagger steht seit Montag");
    await card.getByRole("button", { name: "Auswahl senden" }).dblclick();
    await expect(page.locator("#choices")).toContainText("Wir prüfen, ob es schneller geht.");
    await visit(desk.page, "/desk/orders?choice=expedite");
    await expect(desk.page.locator(`a[href="${order.replace("/orders/", "/desk/orders/")}"]`)).toBeVisible();
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    await expect(desk.page.getByText("Bagger steht seit Montag").first()).toBeVisible();
    await desk.page.getByLabel("Begründung").fill("Es gibt kein anderes Werk");
    expect(await accessibility(desk.page)).toEqual([]);
    await desk.page.getByRole("button", { name: "Antworten" }).click();
    await expect(desk.page.getByText(/hat unsere Antwort/).first()).toBeVisible();
    await visit(page, order);
    await expect(page.locator("#choices")).toContainText("Schneller geht es nicht: Es gibt kein anderes Werk");
  });

  await test.step("the customer splits; the desk sees what is to leave now", async () => {
    const card = page.locator("#choices .card");
    await card.getByRole("radio", { name: /Teillieferung/ }).check();
    await card.getByRole("button", { name: "Auswahl senden" }).click();
    await expect(page.locator("#choices")).toContainText(/Teillieferung, [\d.]+ sofort, der Rest später/);
    expect(await accessibility(page)).toEqual([]);
    await visit(desk.page, "/desk/orders?choice=chosen");
    await expect(desk.page.locator(`a[href="${order.replace("/orders/", "/desk/orders/")}"]`)).toBeVisible();
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    await expect(desk.page.getByText(/Teillieferung, [\d.]+ sofort/).first()).toBeVisible();
    await parcel(desk.page, "00340434161094021501");
    await expect(desk.page.getByText("teilweise versandt").first()).toBeVisible();
  });

  await test.step("every date stands there with who said it and why", async () => {
    await visit(page, order);
    const dates = page.locator("summary").filter({ hasText: "Termine:" }).first();
    await expect(dates).toContainText(/zugesagt .+ bestätigt/);
    await dates.click();
    await expect(page.locator("tr.sub .timeline").first()).toContainText(REASON);
    await expect(page.locator("tr.sub .timeline").first()).toContainText("Jana Merk");
  });

  await test.step("how well dates are kept, with its formula", async () => {
    await visit(page, "/promises");
    await expect(page.getByText("eingehalten ÷ (eingehalten + verfehlt)").first()).toBeVisible();
    await visit(desk.page, "/desk/promises");
    await expect(desk.page.getByRole("heading", { name: "Termintreue", level: 1 })).toBeVisible();
  });

  expect(buyer.problems).toEqual([]);
  expect(desk.problems).toEqual([]);
  await buyer.context.close();
  await desk.context.close();
});

test("without JavaScript a line is cancelled, and another one because it comes too late", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: false });
  const desk = await person(browser, PEOPLE.support, { viewport: DESK });
  const order = await ordered(page, "100", false);
  await slip(desk.page, order, RING, 50, REASON);

  await page.goto(order);
  await page.getByText("Position stornieren oder kürzen").click();
  await page.getByRole("button", { name: "Position stornieren", exact: true }).click();
  await expect(page.locator("#line-position-e")).toBeVisible();
  await page.getByLabel("Position", { exact: true }).selectOption({ index: 2 });
  await page.getByRole("button", { name: "Position stornieren", exact: true }).click();
  await expect(page).toHaveURL(/done=line/);
  await expect(page.getByText("Die Position ist storniert.")).toBeVisible();

  const card = page.locator("#choices .card");
  await card.getByRole("radio", { name: /Warten/ }).check();
  await card.getByRole("button", { name: "Auswahl senden" }).click();
  await expect(page).toHaveURL(/done=choice/);
  await expect(page.locator("#choices")).toContainText("es bleibt beim neuen Termin");
  await page.getByText("Anders entscheiden").click();
  await card.getByRole("radio", { name: /stornieren/ }).check();
  await card.getByRole("button", { name: "Auswahl senden" }).click();
  await expect(page.getByText("storniert").first()).toBeVisible();
  await expect(page.locator("#choices")).toHaveCount(0);

  const other = await person(browser, PEOPLE.otherCompany);
  expect((await other.page.goto(order))?.status()).toBe(404);
  await other.context.close();
  await desk.context.close();
  await context.close();
});
