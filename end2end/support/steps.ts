// What several stories do alike.
import type { Browser, Page } from "@playwright/test";
import { DESK, expect, PEOPLE, person, visit } from "./kontor";

export const GOOD_CARD = "4242 4242 4242 4242";

/** Numbers of parts that the search finds and that are in stock, the best first, without those. */
export async function numbers(page: Page, words: string, count: number, without: string[]): Promise<string[]> {
  const found: string[] = [];
  for (let at = 1; found.length < count && at < 12; at++) {
    await page.goto(`/search?q=${words}&available=true&page=${at}`);
    const all = await page.locator("table.hits .no").allTextContents();
    for (const number of all.map((n) => n.trim())) if (!without.includes(number) && !found.includes(number)) found.push(number);
  }
  return found.slice(0, count);
}

export async function emptyCart(page: Page) {
  await visit(page, "/cart");
  while (await page.getByRole("button", { name: /entfernen/ }).count()) {
    const before = await page.getByRole("button", { name: /entfernen/ }).count();
    await page.getByRole("button", { name: /entfernen/ }).first().click();
    await expect(page.getByRole("button", { name: /entfernen/ })).toHaveCount(before - 1);
  }
}

/** Puts so many of a part into the cart, from its page. */
export async function intoCart(page: Page, part: string, quantity = "", scripted = true) {
  await visit(page, `/parts/${part}${quantity && `?quantity=${quantity}`}`, scripted);
  await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
  if (scripted) await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
}

/** A card on the hosted page. */
export async function payOnPage(page: Page, card: string) {
  await expect(page.getByText("TESTBETRIEB")).toBeVisible();
  await page.getByLabel("Kartennummer").fill(card);
  await page.getByRole("button", { name: "Bezahlen" }).first().click();
}

/** The desk confirms with a later date for one part. */
export async function slip(desk: Page, order: string, part: string, days: number, reason: string) {
  await visit(desk, order.replace("/orders/", "/desk/orders/"));
  const row = desk.getByRole("row").filter({ hasText: part }).filter({ has: desk.getByLabel(/Grund/) });
  const later = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await row.getByLabel(/^Termin/).fill(later);
  await row.getByLabel(/Grund/).fill(reason);
  await desk.getByRole("button", { name: /bestätigen/i }).first().click();
  await expect(desk.getByText(reason).first()).toBeVisible();
}

/** The desk books a parcel with everything that can leave. */
export async function parcel(desk: Page, tracking: string) {
  await desk.getByLabel("Sendungsnummer").fill(tracking);
  await desk.getByRole("button", { name: "Sendung buchen" }).click();
  await expect(desk.locator("main")).toContainText(tracking);
}

/** The desk confirms and ships an order. */
export async function ship(browser: Browser, order: string) {
  const desk = await person(browser, PEOPLE.support, { viewport: DESK });
  await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
  await desk.page.getByRole("button", { name: "Auftrag bestätigen" }).click();
  await parcel(desk.page, "00340434161094021501");
  return desk;
}
