// One story through a whole company: a list with mistakes, a limit, an approval on the phone, a card that is stored and used
// again, a line that comes later, a part that goes back.
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { emptyCart, GOOD_CARD, intoCart, numbers, parcel, payOnPage, slip } from "../support/steps";

const BUYER = "jonas.greiner@bauer-tiefbau.example";
const APPROVER = "petra.wiest@bauer-tiefbau.example";
const FILTER = "HY-4711.20-F";
const HOSE = "HY-6020.16-L";

test("a company orders: 30 numbers, a limit, an approval, a card, a late line, a return", async ({ browser }) => {
  test.setTimeout(180_000);
  const buyer = await person(browser, BUYER, { viewport: DESK });
  const approver = await person(browser, APPROVER, { viewport: PHONE, hasTouch: true });
  const desk = await person(browser, PEOPLE.support, { viewport: DESK });
  const page = buyer.page;
  let order = "";

  await test.step("thirty pasted numbers with five kinds of errors are repaired in place", async () => {
    await emptyCart(page);
    const rings = await numbers(page, "o-ring", 12, []);
    const cheap = [...rings, ...(await numbers(page, "schraube", 11, rings))];
    expect(cheap.length).toBe(23);
    const rows = [
      ...cheap.map((number) => `${number};1`),
      `${FILTER};2`,
      "OE-0220.10-X;1", // a book: another rate of VAT
      "HY-4711.02-F;1", // unknown: two digits swapped
      "HY-4711.10-S;1", // obsolete, with its successor
      `${HOSE};200,3`, // not a step: half metres; and more than lies there
      "HY-4711.90-D;viel", // no quantity
      `${cheap[0]};1`, // stands there already
    ];
    expect(rows.length).toBe(30);
    await visit(page, "/quick-order");
    await page.getByLabel("Nummern und Mengen").fill(rows.join("\n"));
    await page.getByRole("button", { name: "Prüfen" }).last().click();
    await expect(page.getByText(/30 Zeilen, davon \d+ zu klären/)).toBeVisible();
    for (const text of [/Diese Teilenummer kennen wir nicht/, /ersetzt durch HY-5100\.10/, /Nur in Schritten von 0,5/, /Das ist keine Zahl/, /Steht schon in Zeile 1\./]) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
    await page.locator("#row-26").getByRole("button", { name: /HY-4711\.20-F/ }).click();
    await page.locator("#row-27").getByRole("button", { name: "Nachfolger HY-5100.10 nehmen" }).click();
    await page.getByLabel("Menge in Zeile 29").fill("1");
    await page.getByLabel("Menge in Zeile 29").press("Tab");
    await expect(page.locator("#row-29")).not.toContainText("keine Zahl");
    const all = page.getByRole("button", { name: "Alle Vorschläge annehmen" });
    if (await all.count()) await all.click();
    await expect(all).toHaveCount(0);
    for (let left = await page.getByRole("button", { name: "Zusammenlegen" }).count(); left > 0; left--) {
      await page.getByRole("button", { name: "Zusammenlegen" }).first().click();
      await expect(page.getByRole("button", { name: "Zusammenlegen" })).toHaveCount(left - 1);
    }
    await page.getByRole("button", { name: /^\d+ Zeilen in den Warenkorb$/ }).click();
    await expect(page.getByText(/\d+ Zeilen liegen im Warenkorb\./)).toBeVisible();
  });

  await test.step("it is above the buyer's limit, and says so before it is sent", async () => {
    await visit(page, "/checkout");
    await expect(page.getByText("Über dem Limit von 1.000,00")).toBeVisible();
    await page.getByLabel("Ihre Bestellnummer").fill("KANAL-NORD-48");
    await page.getByLabel(/Kostenstelle/).selectOption("4711");
    await page.getByRole("radio", { name: /^Karte/ }).check();
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("button", { name: "Zur Freigabe geben" }).click();
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.getByText("Zur Freigabe gegeben.")).toBeVisible();
    order = new URL(page.url()).pathname;
  });

  await test.step("the approver approves it on the phone", async () => {
    const phone = approver.page;
    await visit(phone, "/approvals");
    await phone.locator(`a[href="${order}"]`).first().click();
    await expect(phone.getByText("Ihre Freigabe ist gefragt.")).toBeVisible();
    expect(await overflow(phone)).toBeLessThanOrEqual(0);
    expect(await accessibility(phone)).toEqual([]);
    await phone.getByRole("button", { name: "Freigeben" }).click();
    await expect(phone.getByRole("button", { name: "Freigeben" })).toHaveCount(0);
  });

  await test.step("the buyer pays by card and stores it for the company", async () => {
    await visit(page, order);
    await page.getByLabel(/für unsere Firma hinterlegen/).check();
    await page.getByRole("button", { name: "Mit Karte bezahlen" }).click();
    await payOnPage(page, GOOD_CARD);
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.locator("#payment")).toContainText("bezahlt");
  });

  await test.step("a colleague pays the next order with one tap", async () => {
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, hasTouch: true });
    await intoCart(page, FILTER);
    await visit(page, "/checkout");
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("radio", { name: /Visa •••• 4242/ }).check();
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    await expect(page.locator("#payment")).toContainText("bezahlt");
    expect(problems).toEqual([]);
    await context.close();
  });

  await test.step("one line of the first order slips; the customer splits it, and what is there leaves", async () => {
    await slip(desk.page, order, HOSE, 40, "Das Werk hat Betriebsferien");
    await visit(page, `${order}#choices`);
    const card = page.locator("#choices .card").filter({ hasText: HOSE });
    await card.getByRole("radio", { name: /Teillieferung/ }).check();
    await card.getByRole("button", { name: "Auswahl senden" }).click();
    await expect(page.locator("#choices")).toContainText(/Teillieferung, [\d.]+ sofort, der Rest später/);
    await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
    await parcel(desk.page, "00340434161094021518");
    await expect(desk.page.getByText("teilweise versandt").first()).toBeVisible();
  });

  await test.step("a part goes back; the fee is seen before, the refund arrives", async () => {
    await visit(page, order);
    await page.getByRole("link", { name: "Etwas zurückgeben" }).click();
    await page.getByLabel(`Menge ${FILTER}`).fill("1");
    await page.getByRole("button", { name: "Vorschau ansehen" }).click();
    await expect(page.locator("#preview")).toContainText(/Gebühr \((10\s%|Mindestbetrag)\): \d+,\d\d/);
    await page.getByRole("button", { name: "Rückgabe anmelden" }).click();
    await expect(page).toHaveURL(/\/returns\/.+announced=1/);
    const back = new URL(page.url()).pathname;
    await visit(desk.page, `/desk${back}`);
    await desk.page.getByRole("button", { name: "Eingang buchen" }).click();
    await expect(desk.page).toHaveURL(/done=receive/);
    await desk.page.getByRole("button", { name: "Entscheiden und gutschreiben" }).click();
    await expect(desk.page).toHaveURL(/done=decide/);
    await visit(page, back);
    const sum = (await page.locator("#credit b.num").innerText()).trim();
    await expect(async () => {
      await visit(page, order);
      await expect(page.locator("#payment")).toContainText(`Erstattet: ${sum}`, { timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
  });

  for (const { context, problems } of [buyer, approver, desk]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});
