// A phone beside a machine loses its network: nothing typed is lost, the person is told, and trying again does it once.
import { accessibility, expect, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

const PART = "/parts/HY-5100.10";
const UNREACHABLE = "Kontor ist gerade nicht erreichbar.";

async function emptyCart(page: import("@playwright/test").Page) {
  await visit(page, "/cart");
  const remove = page.getByRole("button", { name: /entfernen$/ });
  for (let left = await remove.count(); left > 0; left--) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
}

test("adding to the cart without a network is told, keeps the quantity, and is done once it is tried again", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  await emptyCart(page);
  await visit(page, PART);
  const offer = page.locator(".offer");
  const quantity = offer.getByLabel(/^Menge/);
  await quantity.fill("3");
  await quantity.blur();
  // The price for three is asked for before the network goes.
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await offer.getByRole("button", { name: /In den Warenkorb/ }).click();
  await expect(offer.getByText(UNREACHABLE, { exact: false })).toBeVisible();
  await expect(quantity).toHaveValue("3");
  expect(await accessibility(page)).toEqual([]);
  const again = offer.getByRole("button", { name: "Noch einmal versuchen" });
  await again.click();
  await expect(offer.getByText(UNREACHABLE, { exact: false })).toBeVisible();
  await context.setOffline(false);
  await again.click();
  await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
  await expect(offer.getByText(UNREACHABLE, { exact: false })).toHaveCount(0);
  await visit(page, "/cart");
  await expect(page.getByLabel("Menge HY-5100.10")).toHaveValue("3");
  await context.close();
});

test("a cart line changed without a network keeps what was typed and is saved when tried again", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
  await emptyCart(page);
  await visit(page, PART);
  await page.getByRole("button", { name: /In den Warenkorb/ }).click();
  await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
  await visit(page, "/cart");
  const quantity = page.getByLabel("Menge HY-5100.10");
  await context.setOffline(true);
  await quantity.fill("7");
  await quantity.blur();
  await expect(page.getByText(UNREACHABLE, { exact: false }).first()).toBeVisible();
  await expect(quantity).toHaveValue("7");

  await page.getByText("Referenz und Notiz").click();
  await page.getByLabel("Ihre Referenz").fill("Bagger 3");
  const details = page.locator("details.more-about");
  await details.getByRole("button", { name: "Speichern" }).click();
  await expect(details.getByText(UNREACHABLE, { exact: false })).toBeVisible();
  await expect(page.getByLabel("Ihre Referenz")).toHaveValue("Bagger 3");

  await context.setOffline(false);
  await page.locator(".c-qty").getByRole("button", { name: "Noch einmal versuchen" }).click();
  await expect(page.getByText(UNREACHABLE, { exact: false })).toHaveCount(0);
  await visit(page, "/cart");
  await expect(page.getByLabel("Menge HY-5100.10")).toHaveValue("7");
  await context.close();
});

test("a double click adds once, a click on purpose adds one more", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer);
  await emptyCart(page);
  await visit(page, PART);
  const add = page.getByRole("button", { name: /In den Warenkorb/ });
  await add.click();
  // As slow as a double click gets: the answer to the first has long been there.
  await page.waitForTimeout(250);
  await add.click();
  await page.waitForTimeout(1_500);
  await add.click();
  await page.waitForTimeout(1_000);
  await visit(page, "/cart");
  await expect(page.getByLabel("Menge HY-5100.10")).toHaveValue("2");
  await context.close();
});

test("without JavaScript the same form sent twice adds once", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: false });
  await page.goto("/cart");
  while ((await page.getByRole("button", { name: /entfernen$/ }).count()) > 0) {
    await page.getByRole("button", { name: /entfernen$/ }).first().click();
    await page.goto("/cart");
  }
  await page.goto(PART);
  const value = (name: string) => page.locator(`form.buy input[name=${name}]`).inputValue();
  const form = { part: await value("part"), key: await value("key"), quantity: "2" };
  const headers = { "sec-fetch-site": "same-origin", accept: "text/html" };
  for (let click = 0; click < 2; click++) {
    const answer = await context.request.post("/fn/carts/add_line", { form, headers });
    expect(answer.ok()).toBe(true);
  }
  await page.goto("/cart");
  await expect(page.getByLabel("Menge HY-5100.10")).toHaveValue("2");
  await context.close();
});
