// Order lists: the dealer's service list goes into the cart in one go and comes out again; an own list is made, mended and put
// away; an order is repeated; what was bought is found. Hydrated, and again without JavaScript.
import { accessibility, DESK, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

const COLLEAGUE = "jonas.greiner@bauer-tiefbau.example";

/** Empties the company's cart, whatever earlier stories left. */
async function emptyCart(page: Page, scripted: boolean) {
  await visit(page, "/cart", scripted);
  const remove = page.getByRole("button", { name: /entfernen$/ });
  for (let left = await remove.count(); left > 0; left--) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
}

const line = (page: Page, key: string) => page.locator(`[id="line-${key}"]`);

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";
  const settled = async (page: Page) => {
    if (scripted) await hydrated(page);
  };

  test(`a service list of the dealer goes into the cart and comes out again, ${how}`, async ({ browser }) => {
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    await emptyCart(page, scripted);
    await visit(page, "/lists", scripted);
    await page.getByRole("link", { name: /Service 500 h KB 220 LC/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Service 500 h KB 220 LC");
    // A customer uses it and does not change it.
    await expect(page.getByText("Von der Liste")).toHaveCount(0);
    await expect(line(page, "HY-4711.20-F")).toContainText(/(Mo|Di|Mi|Do|Fr) \d\d\.\d\d\./);
    await page.getByLabel("OE-0046.20-H auswählen").uncheck();
    await page.getByLabel("Menge HY-4711.20-F").fill("2");
    await page.getByLabel("Menge DI-2403.70-R").fill("5");
    await page.getByRole("button", { name: "Ausgewählte in den Warenkorb" }).click();
    // Wrong in one row: said there, nothing in the cart, what was typed stays.
    await expect(page.getByText("Mindestmenge 10.").first()).toBeVisible();
    await settled(page);
    await expect(page.getByLabel("Menge HY-4711.20-F")).toHaveValue("2");
    await expect(page.getByLabel("OE-0046.20-H auswählen")).not.toBeChecked();
    await page.getByLabel("Menge DI-2403.70-R").fill("20");
    const button = page.getByRole("button", { name: "Ausgewählte in den Warenkorb" });
    await (scripted ? button.dblclick() : button.click());
    await expect(page).toHaveURL(/\/cart\?filled=/);
    await expect(page.getByText("3 Positionen liegen jetzt im Warenkorb.")).toBeVisible();
    await settled(page);
    await expect(page.getByLabel("Menge HY-4711.20-F")).toHaveValue("2");
    await expect(page.getByLabel("Menge DI-2403.70-R")).toHaveValue("20");
    await expect(line(page, "OE-0046.20-H")).toHaveCount(0);
    await page.getByRole("button", { name: "Wieder herausnehmen" }).click();
    await expect(page.getByText("Wieder herausgenommen.")).toBeVisible();
    await expect(page.getByText("Der Warenkorb ist leer").first()).toBeVisible();
    expect(problems).toEqual([]);
    await context.close();
  });

  test(`an own list is made, mended and put away, and a colleague does not find it, ${how}`, async ({ browser }) => {
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: scripted });
    const name = `Bagger ${how} ${Date.now()}`;
    await visit(page, "/parts/HY-4711.20-F", scripted);
    await page.getByRole("link", { name: "Auf eine Liste" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("auf welche Liste?");
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Liste anlegen" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await settled(page);
    const address = new URL(page.url()).pathname;
    const add = page.getByRole("button", { name: "Hinzufügen" });
    await page.getByLabel("Teilenummer").fill("GIBT-ES-NICHT");
    await add.click();
    await expect(page.getByText("Diese Teilenummer kennen wir nicht.").first()).toBeVisible();
    await settled(page);
    await expect(page.getByLabel("Teilenummer")).toHaveValue("GIBT-ES-NICHT");
    await page.getByLabel("Teilenummer").fill("hy-4711.10-s");
    await add.click();
    // An obsolete part is kept and its successor offered.
    await expect(page.getByText(/ersetzt durch HY-5100\.10/)).toBeVisible();
    await settled(page);
    await page.getByRole("button", { name: "Durch HY-5100.10 ersetzen" }).click();
    await expect(line(page, "HY-5100.10")).toBeVisible();
    await expect(line(page, "HY-4711.10-S")).toHaveCount(0);
    await settled(page);
    await page.getByRole("button", { name: "HY-5100.10 von der Liste nehmen" }).click();
    await expect(line(page, "HY-5100.10")).toHaveCount(0);
    await page.getByRole("button", { name: "Rückgängig" }).click();
    await expect(line(page, "HY-5100.10")).toBeVisible();

    const colleague = await person(browser, COLLEAGUE, { javaScriptEnabled: scripted });
    expect((await colleague.page.goto(address))?.status()).toBe(404);
    await visit(colleague.page, "/lists", scripted);
    await expect(colleague.page.getByText("Wintercheck Bagger")).toBeVisible();
    await expect(colleague.page.getByText(name)).toHaveCount(0);
    await colleague.context.close();

    await visit(page, address, scripted);
    await page.getByRole("button", { name: "Liste ablegen" }).click();
    await expect(page.getByText(`${name} ist abgelegt.`)).toBeVisible();
    await settled(page);
    await page.getByRole("button", { name: `${name} zurückholen` }).first().click();
    await expect(page.getByText("Die Liste ist wieder da.")).toBeVisible();
    await expect(line(page, "HY-5100.10")).toBeVisible();
    expect(problems).toEqual([]);
    await context.close();
  });

  test(`an order is ordered again and what was bought is found, ${how}`, async ({ browser }) => {
    const { page, context, problems } = await person(browser, COLLEAGUE, { viewport: PHONE, javaScriptEnabled: scripted });
    await emptyCart(page, scripted);
    await visit(page, "/bought?q=4711-20", scripted);
    await expect(page.getByText("HY-4711.20-F").first()).toBeVisible();
    await expect(page.getByText("HY-6020.16-L")).toHaveCount(0);
    await visit(page, "/orders", scripted);
    await page.getByRole("row").filter({ hasText: "B-2026-117" }).getByRole("link", { name: /noch einmal/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("noch einmal");
    await settled(page);
    await page.getByLabel("HY-4711.90-D auswählen").uncheck();
    await page.getByRole("button", { name: "Ausgewählte in den Warenkorb" }).click();
    await expect(page.getByText("2 Positionen liegen jetzt im Warenkorb.")).toBeVisible();
    await settled(page);
    await expect(page.getByLabel("Menge HY-6020.16-L")).toHaveValue("5,5");
    await page.getByRole("button", { name: "Wieder herausnehmen" }).click();
    await expect(page.getByText("Wieder herausgenommen.")).toBeVisible();
    expect(problems).toEqual([]);
    await context.close();
  });

  test(`the desk makes a list for one customer, ${how}`, async ({ browser }) => {
    const desk = await person(browser, PEOPLE.support, { javaScriptEnabled: scripted });
    const name = `Nur Bauer ${how} ${Date.now()}`;
    await visit(desk.page, "/desk/customers/bauer-tiefbau", scripted);
    await desk.page.getByRole("link", { name: "Liste für diesen Kunden" }).click();
    await expect(desk.page.getByText("für Bauer Tiefbau").first()).toBeVisible();
    await settled(desk.page);
    await desk.page.getByLabel("Name").fill(name);
    await desk.page.getByRole("button", { name: "Liste anlegen" }).click();
    await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText(name);
    await settled(desk.page);
    await desk.page.getByLabel("Teilenummer").fill("HY-4711.20-F");
    await desk.page.getByRole("button", { name: "Hinzufügen" }).click();
    await expect(line(desk.page, "HY-4711.20-F")).toBeVisible();
    const address = new URL(desk.page.url()).pathname.replace("/desk", "");
    const buyer = await person(browser, PEOPLE.buyer, { javaScriptEnabled: scripted });
    expect((await buyer.page.goto(address))?.status()).toBe(200);
    const other = await person(browser, PEOPLE.otherCompany, { javaScriptEnabled: scripted });
    expect((await other.page.goto(address))?.status()).toBe(404);
    expect(desk.problems).toEqual([]);
    for (const { context } of [desk, buyer, other]) await context.close();
  });
}

for (const look of [
  { viewport: PHONE, colorScheme: "light" },
  { viewport: DESK, colorScheme: "dark" },
] as const) {
  test(`the pages of lists are accessible and fit, ${look.viewport.width} wide, ${look.colorScheme}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const wrong: string[] = [];
    const check = async (page: Page, path: string) => {
      await visit(page, path);
      wrong.push(...(await accessibility(page)).map((v) => `${path} ${v}`));
      const wide = await overflow(page);
      if (wide > 0) wrong.push(`${path} is ${wide}px too wide`);
    };
    const follow = async (page: Page, path: string, name: RegExp) => {
      await visit(page, path);
      return (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
    };
    const { page, context, problems } = await person(browser, PEOPLE.buyer, look);
    const own = await follow(page, "/lists", /Wintercheck Bagger/);
    const dealers = await follow(page, "/lists", /Service 2000 h/);
    const again = await follow(page, "/orders", /noch einmal bestellen/);
    for (const path of ["/lists", "/lists?part=HY-4711.20-F&number=HY-4711.20-F&quantity=2", "/lists?from=cart", own, dealers, "/bought", "/bought?q=gibtesnicht", again]) {
      await check(page, path);
    }
    const desk = await person(browser, PEOPLE.support, look);
    const service = await follow(desk.page, "/desk/lists", /Service 500 h/);
    for (const path of ["/desk/lists", service]) await check(desk.page, path);
    expect(wrong).toEqual([]);
    expect([...problems, ...desk.problems]).toEqual([]);
    for (const c of [context, desk.context]) await c.close();
  });
}
