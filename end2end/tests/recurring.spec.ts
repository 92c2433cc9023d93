// An order becomes a recurring one: begun, ordered by itself on its day, dearer parts shown, stopped and accepted, skipped, paused,
// ended; the desk looks on and another company sees nothing. Hydrated, and again without JavaScript.
import { accessibility, DESK, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

/** A day as a date field takes it, so many days from today where the dealer is. */
function day(ahead: number): string {
  const at = new Date(Date.now() + ahead * 86_400_000);
  return at.toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
}

/** Orders are placed at six in the morning. */
const early = () => Number(new Date().toLocaleString("de-DE", { timeZone: "Europe/Berlin", hour: "2-digit", hour12: false }).slice(0, 2)) < 6;

/** The desk reads one part with its price from a file. */
async function priced(desk: Page, number: string, price: string) {
  await visit(desk, "/desk/imports");
  const file = `part_number;name_de;price;stock\n${number};Verschleißblech;${price};500\n`;
  await desk.locator("input[type=file]").setInputFiles({ name: "preis.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await desk.locator("input[name=mode][value=all_or_nothing]").check();
  await desk.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(desk).toHaveURL(/\/desk\/imports\/.+/, { timeout: 45_000 });
  await expect(desk.getByText(/übernommen/i).first()).toBeVisible({ timeout: 45_000 });
}

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";
  const settled = async (page: Page) => {
    if (scripted) await hydrated(page);
  };

  test(`an order becomes a recurring one and orders by itself on its day, ${how}`, async ({ browser }) => {
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { javaScriptEnabled: scripted });
    const name = `Filter ${how} ${Date.now()}`;
    await visit(page, "/orders", scripted);
    await page.getByRole("row").filter({ hasText: "B-2026-114" }).getByRole("link").first().click();
    await settled(page);
    await page.getByRole("link", { name: "Als Dauerbestellung" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Neue Dauerbestellung");
    await settled(page);
    await expect(page.getByLabel("Ihre Bestellnummer")).toHaveValue("B-2026-114");
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Preisanstieg bis (Prozent)").fill("101");
    await page.getByLabel("Menge HY-4711.20-F").fill("3");
    await page.getByLabel("Nächster Termin").fill(day(0));
    const begin = page.getByRole("button", { name: "Dauerbestellung beginnen" });
    await begin.click();
    // Everything that is wrong at once, and what was typed is kept.
    await expect(page.getByText("Bitte eine Zahl zwischen 0 und 100.").first()).toBeVisible();
    await expect(page.getByText("Bitte bestätigen Sie, dass Sie als Unternehmen bestellen.").first()).toBeVisible();
    await settled(page);
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await expect(page.getByLabel("Menge HY-4711.20-F")).toHaveValue("3");
    await page.getByLabel("Preisanstieg bis (Prozent)").fill("2,5");
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await begin.click();
    await expect(page.getByText("Die Dauerbestellung läuft.")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    const address = new URL(page.url()).pathname;
    if (!early()) {
      const came = page.locator("aside").getByRole("link", { name: /K[A-Z0-9]{2}-[A-Z0-9]{4}/ });
      await expect(async () => {
        await visit(page, address, scripted);
        await expect(came).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await came.click();
      await expect(page.getByText("Aus der Dauerbestellung")).toBeVisible();
      // Also in the folded history of its lines: here it is the one that shows.
      await expect(page.getByText(/Dauerbestellung, Sabine Bauer/).filter({ visible: true }).first()).toBeVisible();
      await settled(page);
      await page.getByRole("link", { name }).click();
      await settled(page);
    }
    await page.getByRole("button", { name: /Nächsten Termin auslassen/ }).click();
    await expect(page.getByText("Der Termin ist ausgelassen.")).toBeVisible();
    await settled(page);
    await page.getByRole("button", { name: "Pausieren" }).click();
    await expect(page.getByText("pausiert").first()).toBeVisible();
    await settled(page);
    await page.getByRole("button", { name: "Fortsetzen" }).click();
    await expect(page.getByText("Es geht weiter.")).toBeVisible();
    await settled(page);
    await page.locator("summary", { hasText: "Beenden" }).click();
    await page.getByRole("button", { name: /Ja, beenden/ }).click();
    await expect(page.getByText("beendet").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Speichern" })).toHaveCount(0);

    const other = await person(browser, PEOPLE.otherCompany, { javaScriptEnabled: scripted });
    expect((await other.page.goto(address))?.status()).toBe(404);
    const desk = await person(browser, PEOPLE.support, { javaScriptEnabled: scripted });
    await visit(desk.page, "/desk/customers/bauer-tiefbau", scripted);
    await desk.page.getByRole("link", { name: "Dauerbestellungen" }).click();
    await settled(desk.page);
    await desk.page.getByRole("link", { name }).click();
    await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(desk.page.getByRole("button", { name: "Speichern" })).toHaveCount(0);
    expect([...problems, ...desk.problems]).toEqual([]);
    for (const c of [context, other.context, desk.context]) await c.close();
  });

  test(`what got dearer is shown line by line, and one that stands still is accepted, ${how}`, async ({ browser }) => {
    test.setTimeout(150_000);
    const desk = await person(browser, PEOPLE.admin);
    const number = `RE-${Date.now()}`;
    await priced(desk.page, number, "100,00");
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    await visit(page, "/lists", scripted);
    await page.getByRole("link", { name: /Wintercheck Bagger/ }).click();
    await settled(page);
    await page.getByRole("link", { name: "Als Dauerbestellung" }).click();
    await settled(page);
    // The list has a part that is no longer sold, and one under its minimum.
    await page.getByLabel(/Durch HY-5100\.10 ersetzen/).check();
    await page.getByLabel("Menge OE-0046.20-H").fill("0");
    await page.getByLabel("Menge DI-2403.70-R").fill("0");
    await page.getByLabel("Weiteres Teil").fill(number);
    await page.locator("input[name='form[add_quantity]']").fill("2");
    await page.getByLabel("Nächster Termin").fill(day(40));
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("button", { name: "Dauerbestellung beginnen" }).click();
    await expect(page.getByText("Die Dauerbestellung läuft.")).toBeVisible();
    await settled(page);
    const address = new URL(page.url()).pathname;
    await expect(page.locator('[id="line-HY-5100.10"]')).toBeVisible();
    await expect(page.locator('[id="line-OE-0046.20-H"]')).toHaveCount(0);

    await priced(desk.page, number, "120,00");
    await visit(page, address, scripted);
    await expect(page.getByText(/Teurer: 12\d,\d\d.*|Teurer: .*statt.*/).first()).toBeVisible();

    await visit(desk.page, "/desk/outbox");
    const job = desk.page.getByRole("row").filter({ hasText: "Dauerbestellung ankündigen oder ausführen" }).last();
    await job.locator("summary").click();
    await job.getByRole("textbox").fill("Auf Wunsch des Kunden");
    await job.getByRole("button").last().click();
    await expect(desk.page.getByText("Verworfen.").first()).toBeVisible();
    await visit(page, address, scripted);
    await expect(page.getByText("zu prüfen").first()).toBeVisible();
    await expect(page.locator("#review")).toContainText("Abgebrochen: Auf Wunsch des Kunden");
    if (scripted) expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Annehmen und bestellen" }).click();
    await expect(page.getByText("Gespeichert.")).toBeVisible();
    await expect(page.getByText("läuft").first()).toBeVisible();
    await expect(page.getByText(/Teurer/)).toHaveCount(0);
    expect([...problems, ...desk.problems]).toEqual([]);
    for (const c of [context, desk.context]) await c.close();
  });
}

for (const look of [
  { viewport: PHONE, colorScheme: "light" },
  { viewport: DESK, colorScheme: "dark" },
] as const) {
  test(`the pages of recurring orders are accessible and fit, ${look.viewport.width} wide, ${look.colorScheme}`, async ({ browser }) => {
    const wrong: string[] = [];
    const check = async (page: Page, path: string) => {
      await visit(page, path);
      wrong.push(...(await accessibility(page)).map((v) => `${path} ${v}`));
      const wide = await overflow(page);
      if (wide > 0) wrong.push(`${path} is ${wide}px too wide`);
    };
    const { page, context, problems } = await person(browser, PEOPLE.buyer, look);
    await visit(page, "/recurring");
    const one = (await page.getByRole("link", { name: "Verschleißteile Bagger" }).getAttribute("href")) ?? "";
    for (const path of ["/recurring", one, "/recurring/new?from=cart"]) await check(page, path);
    const desk = await person(browser, PEOPLE.support, look);
    for (const path of ["/desk/recurring", "/desk/recurring?company=bauer-tiefbau", `/desk${one}`]) await check(desk.page, path);
    expect(wrong).toEqual([]);
    expect([...problems, ...desk.problems]).toEqual([]);
    for (const c of [context, desk.context]) await c.close();
  });
}
