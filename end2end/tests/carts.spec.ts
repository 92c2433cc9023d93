// Several carts: a buyer makes one for a site on the phone, shares it, a colleague puts something in, two become one, one is
// ordered and the other stays. Hydrated, and the basic steps without JavaScript.
import { accessibility, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

const COLLEAGUE = "jonas.greiner@bauer-tiefbau.example";
const line = (page: Page, key: string) => page.locator(`[id="line-${key}"]`);

/** Makes a cart and answers its id; the person works in it afterwards. */
async function make(page: Page, name: string, who: RegExp, scripted: boolean): Promise<string> {
  await visit(page, "/carts", scripted);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("radio", { name: who }).check();
  await page.getByRole("button", { name: "Warenkorb anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  return new URL(page.url()).searchParams.get("cart") ?? "";
}

async function work(page: Page, name: string, scripted: boolean) {
  await visit(page, "/carts", scripted);
  await page.getByRole("button", { name: `In ${name} weiterarbeiten` }).click();
  await expect(page.getByText(`Neue Teile kommen jetzt in ${name}.`)).toBeVisible();
}

async function add(page: Page, key: string, scripted: boolean) {
  await visit(page, `/parts/${key}`, scripted);
  await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
  await expect(page.getByText(/Im Warenkorb|liegt im Warenkorb|hinzugefügt|In den Warenkorb gelegt/i).first()).toBeVisible();
}

/** Takes a cart with everything in it away, so that the next story finds the company as it was. */
async function away(page: Page, cart: string, scripted: boolean) {
  await visit(page, `/carts/${cart}`, scripted);
  const lines = page.getByRole("checkbox", { name: /Position(en)? darin löschen/ });
  if (await lines.count()) await lines.check();
  await page.getByRole("button", { name: "Warenkorb löschen" }).click();
  await expect(page).toHaveURL(/\/carts\?deleted=/);
}

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";

  test(`two carts on the phone: shared, filled by a colleague, merged, one ordered, ${how}`, async ({ browser }) => {
    const me = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    const colleague = await person(browser, COLLEAGUE, { viewport: PHONE, javaScriptEnabled: scripted });
    const site = `Baustelle ${how}`;
    const cart = await make(me.page, site, /bestellen nur ich/, scripted);
    await add(me.page, "HY-4711.20-F", scripted);
    // A tab of the shared cart stays one, whatever is chosen elsewhere.
    await visit(me.page, "/carts", scripted);
    await me.page.getByRole("link", { name: /Firmenwarenkorb/ }).click();
    await expect(me.page.getByText("Sie arbeiten gerade in einem anderen Warenkorb")).toBeVisible();
    await expect(line(me.page, "HY-4711.20-F")).toHaveCount(0);
    // The colleague finds it, puts something in and cannot order it.
    await work(colleague.page, site, scripted);
    await add(colleague.page, "OE-0046.20-H", scripted);
    await visit(colleague.page, `/cart?cart=${cart}`, scripted);
    await expect(line(colleague.page, "HY-4711.20-F")).toBeVisible();
    await expect(colleague.page.getByRole("link", { name: "Zur Bestellung" })).toHaveCount(0);
    await expect(colleague.page.getByText(/Bestellen darf aus diesem Warenkorb/)).toBeVisible();
    await visit(colleague.page, `/checkout?cart=${cart}`, scripted);
    await expect(colleague.page.locator("form button.act.wide")).toHaveCount(0);
    await work(colleague.page, "Firmenwarenkorb", scripted);
    // Named person by person: now the colleague may look only.
    await visit(me.page, `/carts/${cart}`, scripted);
    await me.page.getByLabel("Alle, die bestellen").selectOption("");
    await me.page.getByLabel("Jonas Greiner").selectOption("view");
    await me.page.getByRole("button", { name: "Rechte speichern" }).click();
    await expect(me.page.getByText("Gespeichert.")).toBeVisible();
    await visit(colleague.page, `/cart?cart=${cart}`, scripted);
    await expect(colleague.page.getByText("Sie dürfen diesen Warenkorb nur ansehen.")).toBeVisible();
    await expect(colleague.page.getByRole("button", { name: /entfernen$/ })).toHaveCount(0);
    // A second one with more of the same; merged, nothing is lost.
    const second = await make(me.page, `Werkstatt ${how}`, /Nur ich/, scripted);
    await add(me.page, "HY-4711.20-F", scripted);
    await visit(me.page, `/carts/${second}`, scripted);
    if (scripted) {
      expect(await accessibility(me.page)).toEqual([]);
      expect(await overflow(me.page)).toBe(0);
    }
    await me.page.getByLabel("Wohin?").selectOption({ label: site });
    await me.page.getByRole("button", { name: "Alles zusammenlegen und diesen löschen" }).click();
    await expect(me.page.getByRole("heading", { level: 1 })).toHaveText(site);
    await expect(me.page.getByText("1 Position ist jetzt hier.")).toBeVisible();
    if (scripted) await hydrated(me.page);
    await expect(me.page.getByLabel("Menge HY-4711.20-F")).toHaveValue("2");
    await expect(line(me.page, "OE-0046.20-H")).toBeVisible();
    // This one is ordered; the shared one stays as it is.
    await me.page.getByRole("link", { name: "Zur Bestellung" }).click();
    await expect(me.page).toHaveURL(new RegExp(`checkout\\?cart=${cart}`));
    if (scripted) await hydrated(me.page);
    await me.page.getByRole("checkbox", { name: /Unternehmen|Gewerbe|geschäft/i }).check();
    await me.page.locator("form.split button.act.wide").click();
    await expect(me.page).toHaveURL(/\/orders\/[0-9A-Z]{26}\?placed=1/);
    await visit(me.page, `/cart?cart=${cart}`, scripted);
    await expect(me.page.getByText("Der Warenkorb ist leer").first()).toBeVisible();
    await away(me.page, cart, scripted);
    // Undone and done again.
    await me.page.getByRole("button", { name: `${site} zurückholen` }).first().click();
    await expect(me.page.getByText("Der Warenkorb ist wieder da.")).toBeVisible();
    await away(me.page, cart, scripted);
    expect([...me.problems, ...colleague.problems]).toEqual([]);
    await me.context.close();
    await colleague.context.close();
  });
}

test("a cart with lines asks before it goes, and says what is missing on the form of a new one", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  await visit(page, "/carts");
  expect(await accessibility(page)).toEqual([]);
  await page.getByLabel("Name").fill("   ");
  await page.getByRole("button", { name: "Warenkorb anlegen" }).click();
  await expect(page.getByText("Bitte ausfüllen.").first()).toBeVisible();
  const cart = await make(page, "Zum Löschen", /Nur ich/, true);
  await add(page, "HY-4711.20-F", true);
  // A forged request without the tick is refused.
  const headers = { origin: new URL(page.url()).origin, accept: "application/json" };
  const refused = await context.request.post("/fn/carts/delete_cart", { form: { cart }, headers });
  expect(refused.status()).toBe(409);
  await away(page, cart, true);
  await visit(page, "/cart");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Warenkorb");
  expect(problems).toEqual([]);
  await context.close();
});
