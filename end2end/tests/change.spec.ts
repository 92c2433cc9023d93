// An order that was just placed is changed: more of a line, a forgotten part in any writing, another order number; the preview is
// what is agreed to. Hydrated on the phone, and without JavaScript. Once confirmed it stands.
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { intoCart } from "../support/steps";

const FILTER = "HY-4711.20-F";

for (const scripted of [true, false]) {
  test(`a forgotten part comes onto an order that was just placed, ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser }) => {
    const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    const page = buyer.page;
    await intoCart(page, FILTER, "", scripted);
    await visit(page, "/checkout", scripted);
    await page.getByLabel(/Wir bestellen als Unternehmen/).check();
    await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
    await expect(page).toHaveURL(/\/orders\/.+placed=1/);
    const order = new URL(page.url()).pathname;

    await test.step("mistakes stand at their fields, and nothing is agreed to yet", async () => {
      await page.getByRole("link", { name: "Ändern" }).click();
      await expect(page.getByText("Noch nichts geändert.")).toBeVisible();
      await page.getByLabel("Teilenummer").fill("gibt es nicht");
      await page.getByLabel(`Menge ${FILTER}`).fill("viele");
      await page.getByRole("button", { name: "Vorschau ansehen" }).click();
      await expect(page.getByText(/Diese Teilenummer kennen wir nicht/)).toBeVisible();
      await expect(page.getByText(/Das ist keine Zahl/)).toBeVisible();
      await expect(page.getByRole("button", { name: /zahlungspflichtig ändern/ })).toHaveCount(0);
      expect(await overflow(page)).toBe(0);
      if (scripted) expect(await accessibility(page)).toEqual([]);
    });

    await test.step("the preview says what it comes to, and that is what is agreed to", async () => {
      await page.getByLabel("Teilenummer").first().fill("hy 5100 10");
      await page.getByLabel(`Menge ${FILTER}`).fill("2");
      await page.getByLabel("Ihre Bestellnummer").fill("NACHTRAG-1");
      await page.getByRole("button", { name: "Vorschau ansehen" }).click();
      await expect(page.locator("#preview")).toContainText("HY-5100.10");
      await expect(page.locator("#preview")).toContainText("bisher 1 Stück");
      if (scripted) {
        // What was typed since is not what the preview says.
        await page.getByLabel(`Menge ${FILTER}`).fill("3");
        await expect(page.getByRole("button", { name: /zahlungspflichtig ändern/ })).toBeDisabled();
        await page.getByLabel(`Menge ${FILTER}`).fill("2");
        await page.getByRole("button", { name: "Vorschau ansehen" }).click();
        await expect(page.getByRole("button", { name: /zahlungspflichtig ändern/ })).toBeEnabled();
        expect(await accessibility(page)).toEqual([]);
      }
      expect(await overflow(page)).toBe(0);
      const change = page.getByRole("button", { name: /zahlungspflichtig ändern/ });
      await (scripted ? change.dblclick() : change.click());
      await expect(page).toHaveURL(new RegExp(`${order}.*done=change`));
      await expect(page.getByText("Der Auftrag ist geändert.")).toBeVisible();
      await expect(page.getByText("HY-5100.10").first()).toBeVisible();
      await expect(page.getByText(/Auftrag geändert: .*2 statt 1.*NACHTRAG-1/).first()).toBeVisible();
    });

    await test.step("the desk sees that it may still change, confirms it, and then it stands", async () => {
      const desk = await person(browser, PEOPLE.support, { viewport: DESK });
      await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
      await expect(desk.page.getByText(/Der Kunde kann diesen Auftrag noch bis .* ändern/).first()).toBeVisible();
      await desk.page.getByRole("button", { name: "Auftrag bestätigen" }).click();
      await expect(desk.page.getByText(/Der Kunde kann diesen Auftrag noch bis/)).toHaveCount(0);
      await desk.context.close();
      await visit(page, order, scripted);
      await expect(page.getByRole("link", { name: "Ändern" })).toHaveCount(0);
      await visit(page, `${order}/change`, scripted);
      await expect(page.getByText(/kann nicht mehr geändert werden/)).toBeVisible();
    });
    expect(buyer.problems).toEqual([]);
    await buyer.context.close();
  });
}
