// The desk finds a customer by a piece of a mail address, sees the orders, locks a person out and lets them in again.
import { accessibility, expect, hydrated, PEOPLE, person, test, visit } from "../support/kontor";

test("a customer is found, a person locked out at once and let in again", async ({ browser }) => {
  test.setTimeout(120_000);
  const victim = await person(browser, PEOPLE.otherCompany);
  await visit(victim.page, "/orders");
  const desk = await person(browser, PEOPLE.support);
  await visit(desk.page, "/desk/customers");
  await desk.page.getByRole("searchbox", { name: /Name, Nummer/ }).fill("thomsen@rohr");
  await desk.page.locator("#main").getByRole("button", { name: "Suchen" }).click();
  await desk.page.getByRole("link", { name: /Rohrbau/ }).click();
  await expect(desk.page).toHaveURL(/\/desk\/customers\/.+/);
  await hydrated(desk.page);
  await expect(desk.page.getByRole("heading", { name: "Aufträge" })).toBeVisible();
  expect(await accessibility(desk.page)).toEqual([]);

  const row = desk.page.getByRole("row").filter({ hasText: PEOPLE.otherCompany });
  await row.getByText("Sperren").first().click();
  await row.getByRole("button", { name: /Sperren/ }).click();
  await expect(row.getByText("gesperrt")).toBeVisible();
  await victim.page.goto("/orders");
  await expect(victim.page).toHaveURL(/\/sign-in/);

  await row.getByRole("button", { name: /Entsperren/ }).click();
  await expect(row.getByText("aktiv")).toBeVisible();
  const back = await person(browser, PEOPLE.otherCompany);
  await visit(back.page, "/orders");
  await expect(back.page).toHaveURL(/\/orders$/);
  expect(desk.problems).toEqual([]);
  for (const { context } of [victim, desk, back]) await context.close();
});
