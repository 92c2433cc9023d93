// A new customer asks for an account; the desk releases it; the mail's link sets the password; the first sign-in works.
import { accessibility, expect, hydrated, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

test("a business account is requested, released by the desk, and used", async ({ browser }) => {
  test.setTimeout(120_000);
  const email = `m.keller.${Date.now()}@keller-bau.example`;
  const guest = await person(browser, null, { viewport: PHONE });
  await visit(guest.page, "/request-account");
  const field = (name: string) => guest.page.locator(`[name="form[${name}]"]`);
  for (const [name, value] of [["company", "Keller Bau GmbH"], ["street", "Hauptstraße 5"], ["postcode", "88316"], ["city", "Isny"], ["name", "Maria Keller"], ["email", email]]) {
    await field(name).fill(value);
  }
  await guest.page.getByRole("button", { name: "Antrag absenden" }).click();
  await expect(guest.page.getByText("Ihr Antrag ist bei uns.").first()).toBeVisible();

  const desk = await person(browser, PEOPLE.admin);
  await visit(desk.page, "/desk/customers?state=requested");
  await desk.page.getByRole("link", { name: /Keller Bau/ }).first().click();
  await expect(desk.page).toHaveURL(/\/desk\/customers\/.+/);
  await hydrated(desk.page);
  await desk.page.locator("input[name=number]").fill("10099");
  await desk.page.getByRole("button", { name: "Freigeben" }).click();
  await expect(desk.page.getByText("Freigegeben.").first()).toBeVisible();

  let link = "";
  await expect(async () => {
    await visit(desk.page, "/desk/mails");
    const text = await desk.page.content();
    link = /\/link\/[A-Za-z0-9_-]+/.exec(text)?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 20_000 });
  await visit(guest.page, link);
  expect(await accessibility(guest.page)).toEqual([]);
  await guest.page.locator("input[name=password]").fill("ein Satz mit Bagger 7");
  await guest.page.getByRole("button", { name: "Passwort setzen" }).click();
  await expect(guest.page).not.toHaveURL(/\/link\//);
  await visit(guest.page, "/cart");
  await expect(guest.page.getByText("Der Warenkorb ist leer").first()).toBeVisible();

  // The link worked once.
  const again = await person(browser, null);
  const answer = await again.page.goto(link);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  for (const { context } of [guest, desk, again]) await context.close();
});
