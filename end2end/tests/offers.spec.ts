// One case across all channels: configured on a phone, gone on with by the desk that opens it by its code, offered with an alternative,
// countered on a tablet, taken inside the floor, accepted, ordered. And an offer asked for, answered and accepted without JavaScript.
import { accessibility, DESK, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

const TABLET = { width: 820, height: 1180 };
const SALES = "tobias.rapp@hallmann.example";

/** A sum as it is written in German: 23.800,00. */
const sum = (text: string) => Number((/-?[\d.]+,\d\d/.exec(text)?.[0] ?? "").replaceAll(".", "").replace(",", "."));
const written = (euro: number) => euro.toFixed(2).replace(".", ",");

async function fits(...pages: Page[]) {
  for (const page of pages) {
    expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  }
}

/** Chooses an option of a configuration, and waits until it is saved. */
async function choose(page: Page, group: string, option: string) {
  await page.locator(`#g-${group} input[value="${option}"]`).check();
  await expect(page.getByText("Gespeichert").first()).toBeVisible();
}

/** Adds a free position at the end of the draft; its id is the next one. */
async function add(page: Page, id: number, name: string, net: string, scripted: boolean) {
  await page.locator('[name="form[head][free]"]').fill(name);
  await page.locator('[name="form[head][free_net]"]').fill(net);
  await page.getByRole("button", { name: "Hinzufügen" }).click();
  await expect(page.locator(`#name-${id}`)).toHaveValue(name);
  if (scripted) await hydrated(page);
}

/** What stands on a paper, as another program reads it. */
async function paper(page: Page, path: string): Promise<string> {
  const answer = await page.request.get(path);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await getDocument({ data: new Uint8Array(await answer.body()), verbosity: 0 }).promise;
  let text = "";
  for (let n = 1; n <= document.numPages; n++) {
    const content = await (await document.getPage(n)).getTextContent();
    text += content.items.map((item) => ("str" in item ? item.str : "")).join(" ");
  }
  return text;
}

async function accept(page: Page) {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: /annehmen/ }) });
  await form.locator('input[type="checkbox"][name*="business"]').check();
  await form.getByRole("button", { name: /annehmen/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9A-Z]{26}/, { timeout: 15_000 });
}

test("a case goes from the phone over the desk and the tablet to an order and loses nothing", async ({ browser }) => {
  test.setTimeout(240_000);
  const phone = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  const desk = await person(browser, SALES, { viewport: DESK });
  let [code, machine, offer] = ["", "", ""];
  await test.step("begun on the phone", async () => {
    await visit(phone.page, "/models");
    await phone.page.getByRole("link", { name: /Kompaktbagger KB 27/ }).click();
    await phone.page.getByLabel(/^Name/).fill("Kanalbau Nord");
    await phone.page.getByRole("button", { name: "Konfiguration beginnen" }).click();
    await expect(phone.page).toHaveURL(/\/configurations\/[0-9A-Z]{26}/);
    await hydrated(phone.page);
    machine = new URL(phone.page.url()).pathname;
    code = (await phone.page.locator(".case-plate .code").innerText()).trim();
    for (const [group, option] of [["fahrerstand", "kabine"], ["stiel", "stiel-1200"], ["hydraulik", "kreis-hammer"], ["wechsler", "ms03-mech"]]) {
      await choose(phone.page, group, option);
    }
  });
  await test.step("the desk opens it by the code it hears, and both see what the other changes", async () => {
    await visit(desk.page, "/desk/cases");
    await desk.page.getByPlaceholder(/K7F/).fill(code.toLowerCase().replace("-", " "));
    await desk.page.getByRole("button", { name: "Vorgang öffnen" }).click();
    await desk.page.getByRole("link", { name: code }).click();
    await expect(desk.page).toHaveURL(new RegExp(`/desk/cases/${code}`));
    await desk.page.getByRole("link", { name: /Kanalbau Nord/ }).first().click();
    await expect(desk.page).toHaveURL(new RegExp(`/desk${machine}`));
    await hydrated(desk.page);
    await choose(desk.page, "laufwerk", "stahl-300");
    await expect(phone.page.locator('#g-laufwerk input[value="stahl-300"]')).toBeChecked({ timeout: 5_000 });
    await choose(phone.page, "lack", "ral");
    await expect(desk.page.locator('#g-lack input[value="ral"]')).toBeChecked({ timeout: 5_000 });
  });
  await test.step("sales makes an offer of it, with an alternative", async () => {
    await visit(desk.page, `/desk/offers/new?configuration=${machine.split("/").pop()}`);
    await desk.page.getByRole("button", { name: "Angebot beginnen" }).click();
    await expect(desk.page).toHaveURL(/\/desk\/offers\/K[0-9A-Z]{2}-[0-9A-Z]{4}-1/);
    await hydrated(desk.page);
    offer = new URL(desk.page.url()).pathname.replace("/desk", "");
    expect(offer).toBe(`/offers/${code}-1`);
    await add(desk.page, 2, "Anlieferung auf den Hof", "640,00", true);
    await add(desk.page, 3, "Anlieferung auf die Baustelle", "980,00", true);
    await desk.page.locator("#choice-3").selectOption("2");
    await desk.page.locator("#purchase-2").fill("410,00");
    await desk.page.locator("#purchase-3").fill("700,00");
    await desk.page.locator("#discount-1").fill("4");
    await desk.page.getByRole("button", { name: "Entwurf speichern" }).first().click();
    await expect(desk.page.getByText("Gespeichert.").first()).toBeVisible();
    await fits(desk.page);
    await desk.page.getByRole("button", { name: "Fassung 1 senden" }).click();
    await expect(desk.page.getByText("Gesendet. Der Kunde bekommt eine E-Mail.")).toBeVisible();
  });
  const tablet = await person(browser, PEOPLE.buyer, { viewport: TABLET });
  let wanted = 0;
  await test.step("the customer makes a counter-offer on the tablet, for the alternative", async () => {
    await visit(tablet.page, "/offers");
    await tablet.page.locator(`a[href="${offer}"]`).first().click();
    await expect(tablet.page).toHaveURL(new RegExp(offer));
    await hydrated(tablet.page);
    await expect(tablet.page.getByText("Ihr Ansprechpartner sieht, wann Sie dieses Angebot geöffnet haben.")).toBeVisible();
    const sums = tablet.page.locator("#sums");
    const before = sum(await sums.innerText());
    await tablet.page.getByRole("radio", { name: /Stattdessen diese/ }).check();
    await expect.poll(async () => sum(await sums.innerText())).toBe(before + 340);
    await fits(tablet.page);
    await tablet.page.locator("#counter summary").first().click();
    const hint = await tablet.page.locator("#net-h").innerText();
    wanted = Math.floor(sum(hint)) - 150;
    await tablet.page.locator("#net").fill(written(wanted));
    await tablet.page.locator("#counter-words").fill("Dann bestellen wir noch heute.");
    await tablet.page.getByRole("button", { name: "Wunsch senden" }).click();
    await expect(tablet.page.getByText(/Ihr Wunsch (ist|liegt) bei uns/).first()).toBeVisible();
  });
  await test.step("sales, who is told that it was opened, takes it inside the floor", async () => {
    await visit(desk.page, `/desk${offer}`);
    await expect(desk.page.locator("main")).toContainText("Gegenangebot des Kunden");
    await expect(desk.page.locator("main")).toContainText("Dann bestellen wir noch heute.");
    await expect(desk.page.locator("main")).toContainText(/geöffnet von Sabine Bauer/);
    await desk.page.getByRole("button", { name: "Annehmen und neue Fassung senden" }).click();
    await expect(desk.page.getByText("Gesendet. Der Kunde bekommt eine E-Mail.")).toBeVisible();
  });
  let order = "";
  await test.step("the customer accepts, and the order has everything", async () => {
    await visit(tablet.page, offer);
    expect(sum(await tablet.page.locator("#sums .total, #sums dd").first().innerText())).toBeGreaterThan(0);
    const text = await paper(tablet.page, `${offer}/offer.pdf`);
    expect(text).toContain(`${code}-1`);
    expect(text).toContain("Anlieferung auf die Baustelle");
    expect(text).not.toContain("Anlieferung auf den Hof");
    // What it costs us is on no paper: the machine, and what bringing it costs.
    expect(text).not.toMatch(/28\.269|700,00/);
    await accept(tablet.page);
    order = new URL(tablet.page.url()).pathname;
    const main = tablet.page.locator("main");
    await expect(main).toContainText("Kanalbau Nord");
    await expect(main).toContainText("Anlieferung auf die Baustelle");
    await expect(main).toContainText(new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2 }).format(wanted));
    await expect(main.getByRole("link", { name: /Kanalbau Nord/ }).first()).toHaveAttribute("href", new RegExp(machine));
  });
  await test.step("the case tells the story with its channels", async () => {
    await visit(phone.page, `/cases/${code}`);
    const main = phone.page.locator("main");
    for (const what of [
      /Konfiguration begonnen/, /Angebot .* Fassung 1 gesendet/, /Fassung 1 geöffnet/, /Gegenangebot zu/, /Fassung 2 gesendet/,
      /Fassung 2 angenommen/, /Shop, Sabine Bauer/, /Innendienst, Tobias Rapp/,
    ]) {
      await expect(main).toContainText(what);
    }
    await expect(main.locator(`a[href="${order}"]`).first()).toBeVisible();
    await fits(phone.page);
    await visit(desk.page, `/desk${order}`);
    await expect(desk.page.locator("main")).toContainText("Kanalbau Nord");
  });
  expect([...phone.problems, ...tablet.problems, ...desk.problems]).toEqual([]);
  await Promise.all([phone, tablet, desk].map(({ context }) => context.close()));
});

test("without JavaScript an offer is asked for, made, countered, declined, sent again and accepted", async ({ browser }) => {
  test.setTimeout(240_000);
  const off = { javaScriptEnabled: false };
  const customer = await person(browser, "lukas.steiner@steiner-erdbau.example", { ...off, viewport: PHONE });
  const desk = await person(browser, SALES, off);
  let offer = "";
  await test.step("asked for in own words", async () => {
    await visit(customer.page, "/offers/new", false);
    await customer.page.locator("textarea").first().fill("Austauschmotor für einen alten Bagger, mit Einbau bei uns.");
    await customer.page.getByRole("button", { name: "Anfrage senden" }).click();
    await expect(customer.page).toHaveURL(/\/offers\/K[0-9A-Z]{2}-[0-9A-Z]{4}-1/);
    await expect(customer.page.getByText("Ihre Anfrage ist bei uns.")).toBeVisible();
    offer = new URL(customer.page.url()).pathname;
  });
  await test.step("made and sent by the desk", async () => {
    await visit(desk.page, "/desk/offers", false);
    await desk.page.getByRole("link", { name: new RegExp(offer.split("/").pop() ?? "") }).first().click();
    await add(desk.page, 1, "Austauschmotor mit Einbau", "4800,00", false);
    await desk.page.locator("#purchase-1").fill("3000,00");
    await desk.page.getByRole("button", { name: "Entwurf speichern" }).first().click();
    await desk.page.getByRole("button", { name: "Fassung 1 senden" }).click();
    await expect(desk.page.getByText("Gesendet. Der Kunde bekommt eine E-Mail.")).toBeVisible();
  });
  await test.step("a wish without words is told what it needs", async () => {
    await visit(customer.page, offer, false);
    await customer.page.locator("#counter summary").first().click();
    await customer.page.getByRole("button", { name: "Wunsch senden" }).click();
    await expect(customer.page.getByRole("alert").first()).toBeVisible();
  });
  await test.step("declined, offered for less, accepted", async () => {
    await visit(customer.page, offer, false);
    await customer.page.locator("#decline summary").click();
    await customer.page.locator("#reason").fill("Zu teuer.");
    await customer.page.getByRole("button", { name: "Angebot ablehnen" }).click();
    await expect(customer.page.getByText("Sie haben dieses Angebot abgelehnt.")).toBeVisible();
    await visit(desk.page, `/desk${offer}`, false);
    await expect(desk.page.locator("main")).toContainText("Zu teuer.");
    await desk.page.locator("#net-1").fill("4500,00");
    await desk.page.getByRole("button", { name: "Entwurf speichern" }).first().click();
    await desk.page.getByRole("button", { name: "Fassung 2 senden" }).click();
    await visit(customer.page, offer, false);
    await expect(customer.page.locator("main")).toContainText("4.500,00");
    await accept(customer.page);
    await expect(customer.page.locator("main")).toContainText("Austauschmotor mit Einbau");
  });
  await customer.context.close();
  await desk.context.close();
});
