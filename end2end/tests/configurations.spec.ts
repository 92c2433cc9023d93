// A machine is configured on a phone: chosen, explained, repaired, saved, and gone on with by the desk; versions compared. Hydrated
// and without JavaScript, each by another customer.
import { accessibility, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

/** A group of the configurator by its code. */
const group = (page: Page, code: string) => page.locator(`#g-${code}`);

/** Chooses an option of a group, and waits until it is saved. */
async function choose(page: Page, code: string, option: string, scripted: boolean) {
  await group(page, code).locator(`input[value="${option}"]`).check();
  if (!scripted) await group(page, code).getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByText("Gespeichert").first()).toBeVisible();
  await expect(group(page, code).locator(`input[value="${option}"]`)).toBeChecked();
}

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";
  const mail = scripted ? "karin.vogt@isny.example" : "lukas.steiner@steiner-erdbau.example";

  test(`a machine is configured on a phone and the desk goes on with it, ${how}`, async ({ browser }) => {
    test.setTimeout(150_000);
    const { page, problems } = await person(browser, mail, { viewport: PHONE, javaScriptEnabled: scripted });
    await test.step("begun from the list of models", async () => {
      await visit(page, "/models", scripted);
      await page.getByRole("link", { name: /Kompaktbagger KB 27/ }).click();
      await page.getByLabel(/^Name/).fill(`Bagger ${how}`);
      await page.getByRole("button", { name: "Konfiguration beginnen" }).click();
      await expect(page).toHaveURL(/\/configurations\/[0-9A-Z]{26}\?done=begun/);
      await expect(page.getByText("Begonnen. Jede Wahl wird gespeichert.")).toBeVisible();
      await expect(page.locator(".case-plate .code")).toHaveText(/^K\w\w-\w{4}$/);
      if (scripted) await hydrated(page);
    });
    const address = new URL(page.url()).pathname;
    await test.step("a choice answers with price and date, and is saved", async () => {
      const before = await page.locator("#summary .total dd").innerText();
      await choose(page, "fahrerstand", "kabine", scripted);
      expect(await page.locator("#summary .total dd").innerText()).not.toBe(before);
      await expect(page.locator("#summary")).toContainText(/etwa \w\w \d\d\.\d\d\./);
    });
    await test.step("what cannot be chosen says why, and how it can", async () => {
      await choose(page, "fahrerstand", "dach", scripted);
      const air = page.locator("#o-klima-klimaanlage");
      await expect(air.locator("input[type=checkbox]")).toBeDisabled();
      await air.getByRole("link", { name: "Warum nicht?" }).click();
      await expect(air.getByText("Dann ändert sich:")).toBeVisible();
      if (scripted) {
        expect(await accessibility(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await air.getByRole("button", { name: "Trotzdem wählen und anpassen" }).click();
      await expect(page.locator("#o-klima-klimaanlage input[type=checkbox]")).toBeChecked();
      await expect(page.locator('#g-fahrerstand input[value="dach"]')).not.toBeChecked();
      await expect(page.getByText("Gespeichert").first()).toBeVisible();
    });
    await test.step("it is there after a reload", async () => {
      await visit(page, address, scripted);
      await expect(page.locator("#o-klima-klimaanlage input[type=checkbox]")).toBeChecked();
    });
    const desk = await person(browser, PEOPLE.support, { javaScriptEnabled: scripted });
    await test.step("the desk changes another group, then the same one", async () => {
      await visit(desk.page, `/desk${address}`, scripted);
      await choose(desk.page, "lack", "ral", scripted);
      if (scripted) {
        // Seen on the phone without a reload.
        await expect(page.locator('#g-lack input[value="ral"]')).toBeChecked({ timeout: 15_000 });
      } else {
        await choose(page, "laufwerk", "stahl-300", scripted);
        await expect(page.locator('#g-lack input[value="ral"]')).toBeChecked();
        await choose(desk.page, "lack", "gelb", scripted);
        await group(page, "lack").getByRole("button", { name: "Übernehmen" }).click();
        await expect(page.getByText(/Jana Merk hat inzwischen dasselbe geändert: /)).toBeVisible();
        await page.getByRole("button", { name: "Meine Wahl trotzdem nehmen" }).click();
        await expect(page.locator('#g-lack input[value="ral"]')).toBeChecked();
      }
    });
    await test.step("versions are told and compared, and one is gone back to", async () => {
      await visit(page, `${address}/versions`, scripted);
      await expect(page.locator("ol.timeline")).toContainText("Fahrerstand");
      await page.locator("#left").selectOption("1");
      await page.getByRole("button", { name: "Vergleichen" }).first().click();
      await expect(page.locator("#compared")).toContainText(/\+\d/);
      if (scripted) expect(await overflow(page)).toBe(0);
      await page.locator("#v2").getByRole("button", { name: "Zu dieser Fassung zurück" }).click();
      await expect(page.getByText(/Wieder wie in der gewählten Fassung/)).toBeVisible();
      await expect(page.locator('#g-fahrerstand input[value="kabine"]')).toBeChecked();
    });
    await test.step("put away, and found again", async () => {
      await page.getByRole("button", { name: "Weglegen" }).click();
      await expect(page.getByText(/ist weggelegt und kann nicht geändert werden/)).toBeVisible();
      await visit(page, "/configurations?shelf=archived", scripted);
      await expect(page.getByRole("link", { name: `Bagger ${how}` })).toBeVisible();
    });
    expect(problems).toEqual([]);
  });
}

test("two people change the same group: the second is told, and keeps what was chosen", async ({ browser }) => {
  const one = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  await visit(one.page, "/configurations");
  await one.page.getByRole("link", { name: "Lader für den Hof" }).click();
  await expect(one.page).toHaveURL(/\/configurations\/[0-9A-Z]{26}$/);
  await hydrated(one.page);
  const address = new URL(one.page.url()).pathname;
  const desk = await person(browser, PEOPLE.support);
  await visit(desk.page, `/desk${address}`);
  // The buyer's phone hears nothing meanwhile.
  await one.context.setOffline(true);
  await choose(desk.page, "reifen", "breit", true);
  await one.page.locator('#g-reifen input[value="em"]').check();
  await expect(one.page.getByText(/Noch nicht gespeichert: keine Verbindung/)).toBeVisible();
  await one.context.setOffline(false);
  await expect(one.page.getByText(/Jana Merk hat inzwischen dasselbe geändert: /)).toBeVisible({ timeout: 20_000 });
  await one.page.getByRole("button", { name: "Meine Wahl trotzdem nehmen" }).click();
  await expect(one.page.locator('#g-reifen input[value="em"]')).toBeChecked();
  await expect(desk.page.locator('#g-reifen input[value="em"]')).toBeChecked({ timeout: 20_000 });
});

test("the data sheet is a PDF that another reader reads, with the code of the case", async ({ browser }) => {
  const { page } = await person(browser, PEOPLE.buyer);
  await visit(page, "/configurations");
  await page.getByRole("link", { name: "Kanalbau Sonthofen" }).click();
  await hydrated(page);
  const code = await page.locator(".case-plate .code").innerText();
  const link = page.getByRole("link", { name: "Datenblatt (PDF)" });
  const answer = await page.request.get((await link.getAttribute("href"))!);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const read = await getDocument({ data: new Uint8Array(await answer.body()), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: read.numPages }, (_, i) => read.getPage(i + 1)));
  const items = (await Promise.all(pages.map((sheet) => sheet.getTextContent()))).flatMap((text) => text.items);
  const text = items.map((item) => ("str" in item ? item.str : "")).join(" ").replaceAll(/\s+/g, " ");
  for (const words of [code, "Datenblatt Kanalbau Sonthofen", "Kompaktbagger KB 27", "KB27-605", "50.640,00 €", "Bauer Tiefbau GmbH"]) {
    expect(text).toContain(words);
  }
  // Tagged, so that it can be read aloud.
  expect(await read.getMarkInfo()).toMatchObject({ Marked: true });
});
