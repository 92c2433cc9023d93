// Forms: filled in beside a machine without a network, signed here and behind a link, in the archive and checked; made as a template;
// two devices; and without JavaScript.
import { accessibility, expect, hydrated, overflow, PASSWORD, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { mailed } from "../support/mailbox";
import { readers } from "../support/readers";
import type { Page } from "@playwright/test";

// A picture that every browser draws.
const PHOTO = "../public/icon-192.png";
const OFFLINE = "Kein Netz: auf diesem Gerät gesichert";

async function clean(page: Page) {
  expect(await accessibility(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

/** The desk writes a machine of Bauer down; answers its serial number. */
async function machine(page: Page): Promise<string> {
  const serial = `E2E-${Date.now()}`;
  await visit(page, "/desk/machines/new?company=bauer-tiefbau");
  await page.getByLabel("Seriennummer").fill(serial.toLowerCase());
  await page.getByLabel("Modell").fill("KB 220 LC");
  await page.getByLabel("Standort").fill("Kieswerk Aichstetten");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/machines/${serial}`));
  return serial;
}

/** Begins a form with this template about the machine; answers its address. */
async function begin(page: Page, serial: string, template: string): Promise<string> {
  await visit(page, `/desk/machines/${serial}`);
  await page.getByRole("link", { name: "Formular ausfüllen" }).first().click();
  await page.getByRole("link", { name: template }).first().click();
  await page.getByRole("button", { name: "Ausfüllen beginnen" }).click();
  await expect(page).toHaveURL(/\/desk\/forms\/[0-9A-Z]{26}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(template);
  return new URL(page.url()).pathname;
}

/** The page and its files are kept for a dead network. */
async function kept(page: Page, path: string) {
  await expect(async () => {
    const there = await page.evaluate(async (path) => {
      const pages = await (await caches.open("kontor-forms-pages")).keys();
      const files = await (await caches.open("kontor-forms-files")).keys();
      return pages.some((p) => new URL(p.url).pathname === path) && files.some((f) => f.url.endsWith(".wasm"));
    }, path);
    expect(there).toBe(true);
  }).toPass({ timeout: 20_000 });
}

const next = (page: Page) => page.locator(".form-bar button.act").click();
const saved = (page: Page) => expect(page.locator(".form-saved")).toHaveText(/^Gespeichert \d\d:\d\d/, { timeout: 30_000 });

/** Draws a line on the pad. */
async function draw(page: Page) {
  const box = await page.locator(".sign-paper:visible").boundingBox();
  if (!box) throw new Error("no pad");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.6));
  await page.mouse.down();
  for (let i = 1; i <= 24; i++) await page.mouse.move(...at(0.1 + i * 0.033, 0.5 + 0.3 * Math.sin(i)));
  await page.mouse.up();
}

test("a service report is filled in without a network, signed by two, filed, and checked", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context } = await person(browser, PEOPLE.support, { viewport: PHONE, hasTouch: true });
  const serial = await machine(page);
  await clean(page);
  const path = await begin(page, serial, "Servicebericht");
  await clean(page);
  await kept(page, path);
  // Loaded by its address, so that the worker answers for it from now on.
  await visit(page, path);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  await test.step("the network dies; what is filled in stays through a reload", async () => {
    await expect(page.locator("#f-customer")).toHaveValue(/Bauer/);
    await context.setOffline(true);
    await page.getByText("Reparatur", { exact: true }).click();
    await expect(page.locator(".form-saved")).toContainText(OFFLINE, { timeout: 20_000 });
    await next(page);
    const hours = page.locator("#f-hours");
    await hours.fill("4210,x");
    await hours.blur();
    await expect(page.locator("#f-hours-e")).toBeVisible();
    await hours.fill("4210,5");
    await expect(page.locator("#f-hours-e")).toHaveCount(0);
    await next(page);
    // Only asked for repairs.
    await page.locator("#f-found").fill("Schwenkwerk undicht");
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole("radio", { name: "Reparatur" })).toBeChecked();
    await expect(page.locator("#f-hours")).toHaveValue("4210,5");
    await expect(page.locator("#f-found")).toHaveValue("Schwenkwerk undicht");
  });

  await test.step("rows are added, added up, and taken away", async () => {
    await next(page);
    await next(page);
    await page.locator("#f-done").fill("Dichtung getauscht");
    const times = page.locator("#e-times");
    for (const [i, [what, hours]] of [["work", "1,5"], ["travel", "0,75"], ["wait", "9"]].entries()) {
      await times.getByRole("button", { name: "Zeile hinzufügen" }).click();
      const row = times.locator(".form-row").nth(i);
      await row.locator("select").selectOption(what);
      await row.getByLabel("Stunden").fill(hours);
    }
    await times.locator(".form-row").nth(2).getByRole("button").click();
    await expect(times.locator(".form-row")).toHaveCount(2);
    await expect(times.locator(".form-sums")).toContainText("2,25");
    await expect(page.locator("#e-hours_sum output")).toContainText("2,25");
    await clean(page);
    // The checklist is for services only: the next step is another one.
    await next(page);
    await expect(page.getByRole("heading", { name: "Betriebssicherheit" })).toBeVisible();
    await page.locator("#e-safe").getByRole("radio", { name: "Ja" }).check();
    await page.locator("#f-photos-p").setInputFiles(PHOTO);
    await expect(page.locator("#e-photos .waits")).toHaveCount(1);
    await page.reload();
    await hydrated(page);
    await expect(page.locator("#e-photos .waits")).toHaveCount(1);
  });

  await test.step("the network is back: everything is sent by itself", async () => {
    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await saved(page);
    await expect(page.locator("#e-photos .waits")).toHaveCount(0, { timeout: 20_000 });
    await saved(page);
    const other = await person(browser, PEOPLE.admin);
    await visit(other.page, path);
    await expect(other.page.locator("#f-hours")).toHaveValue("4210,5");
    await expect(other.page.locator("#f-found")).toHaveValue("Schwenkwerk undicht");
    await expect(other.page.locator("#e-photos .photos li")).toHaveCount(1);
    await other.context.close();
  });

  // An address nobody else has: its mails are found by it.
  const customer = `polier.${Date.now()}@bauer-tiefbau.example`;
  await test.step("two people are asked to sign", async () => {
    await page.locator(".form-steps summary").click();
    await page.locator(".form-steps").getByRole("link", { name: "Prüfen und unterschreiben" }).click();
    await expect(page.getByText("Alles ausgefüllt.")).toBeVisible();
    await clean(page);
    await page.getByLabel("Wer unterschreibt?").nth(1).fill("Karl Polier");
    await page.getByLabel("E-Mail-Adresse").nth(1).fill(customer);
    await page.getByRole("button", { name: "Abschließen und unterschreiben lassen" }).click();
    await expect(page.getByText("Das Formular ist abgeschlossen.", { exact: false })).toBeVisible();
    await clean(page);
  });

  await test.step("one signs here by drawing", async () => {
    await page.getByText(/unterschreibt jetzt hier$/).click();
    await draw(page);
    await page.getByRole("checkbox", { name: /^Ich habe das gezeigte Dokument gelesen/ }).check();
    await page.getByRole("button", { name: "Verbindlich unterschreiben" }).click();
    await expect(page.getByText("Unterschrieben.", { exact: true })).toBeVisible();
  });

  await test.step("the other one signs behind the link, with the code from the mail", async () => {
    const link = await mailed(customer, /\/sign\/[A-Za-z0-9_-]+/);
    const guest = await person(browser, null, { viewport: PHONE, hasTouch: true });
    await visit(guest.page, link);
    await clean(guest.page);
    await guest.page.getByRole("button", { name: "Code senden" }).click();
    const code = await mailed(customer, /^\d{3} ?\d{3}$/m);
    await guest.page.getByLabel("Code aus der E-Mail").fill(code);
    await guest.page.getByRole("button", { name: "Weiter" }).click();
    await guest.page.getByRole("button", { name: "Tippen" }).click();
    await guest.page.getByLabel("Ihr Name als Unterschrift").fill("Karl Polier");
    await guest.page.getByRole("checkbox", { name: /^Ich habe das gezeigte Dokument gelesen/ }).check();
    await guest.page.getByRole("button", { name: "Verbindlich unterschreiben" }).click();
    await expect(guest.page).toHaveURL(/\/signed\/done/);
    await guest.context.close();
  });

  await test.step("the document is in the archive and on the machine's page, and unchanged until a byte is", async () => {
    const filed = page.getByRole("link", { name: "Fertiges Dokument öffnen" });
    await expect(async () => {
      await visit(page, path);
      await expect(filed).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await filed.click();
    await expect(page).toHaveURL(/\/desk\/documents\/[0-9A-Z]{26}$/);
    const file = (await page.locator(".head").getByRole("link", { name: "Öffnen" }).getAttribute("href")) ?? "";
    const pdf = await (await context.request.get(file)).body();
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await visit(page, `/desk/machines/${serial}`);
    await expect(page.locator("#documents li")).toHaveCount(1);
    await expect(page.locator("#forms")).toContainText("Unterschrieben");
    await clean(page);
    const guest = await person(browser, null);
    const check = async (bytes: Buffer, words: string) => {
      await visit(guest.page, "/verify");
      await guest.page.locator("input[type=file]").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: bytes });
      await guest.page.getByRole("button", { name: "Prüfen" }).click();
      await expect(guest.page.getByText(words, { exact: false }).first()).toBeVisible();
    };
    await check(pdf, "Unverändert, von uns versiegelt");
    const whole = readers(pdf);
    expect(whole.pdfsig).toContain("Signature Validation: Signature is Valid.");
    expect(whole.pdfsig).toContain("Total document signed");
    expect(whole.pyhanko).toContain('"intact": true, "valid": true, "trusted": true, "bottom_line": true');
    expect(whole.pyhanko).toContain('"coverage": "ENTIRE_FILE", "changes": "NONE"');
    expect(whole.pyhanko).toContain('"stamp": true');
    // In a page's compressed text: one byte is another.
    const other = Buffer.from(pdf);
    other[other.indexOf("stream\n") + 200] ^= 1;
    await check(other, "Bitte nicht darauf verlassen");
    const changed = readers(other);
    expect(changed.pdfsig).not.toContain("Signature is Valid.");
    expect(changed.pyhanko).not.toContain('"bottom_line": true');
    await guest.context.close();
  });
  await context.close();
});

test("a session that ends loses nothing: sign in beside it and go on", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.support, { viewport: PHONE, hasTouch: true });
  const path = await begin(page, await machine(page), "Servicebericht");
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByText("Wartung", { exact: true }).click();
  await expect(page.locator(".form-saved")).toContainText("Abgemeldet: auf diesem Gerät gesichert", { timeout: 20_000 });
  await expect(page.getByRole("link", { name: "Neu anmelden" })).toBeVisible();
  await clean(page);
  await context.addCookies(cookies);
  await page.locator(".form-progress").getByRole("button", { name: "Noch einmal versuchen" }).click();
  await saved(page);
  await visit(page, path);
  await expect(page.getByRole("radio", { name: "Wartung" })).toBeChecked();
  await context.close();
});

test("two devices meet: what only one filled in is kept, where both did the person decides", async ({ browser }) => {
  test.setTimeout(120_000);
  const phone = await person(browser, PEOPLE.support, { viewport: PHONE, hasTouch: true });
  const path = await begin(phone.page, await machine(phone.page), "Servicebericht");
  await visit(phone.page, path);
  const desk = await person(browser, PEOPLE.admin);
  await visit(desk.page, path);
  await phone.context.setOffline(true);
  await phone.page.locator("#f-site").fill("Grube 2");
  await phone.page.getByText("Reparatur", { exact: true }).click();
  await expect(phone.page.locator(".form-saved")).toContainText(OFFLINE, { timeout: 20_000 });
  await desk.page.locator("#f-site").fill("Halle 1");
  await desk.page.locator("#f-address").fill("Industriestraße 4");
  await saved(desk.page);
  await phone.context.setOffline(false);
  await phone.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await saved(phone.page);
  await expect(phone.page.locator("#f-site")).toHaveValue("Grube 2");
  await expect(phone.page.locator("#f-address")).toHaveValue("Industriestraße 4");
  const aside = phone.page.locator("#e-site .form-aside");
  await expect(aside).toContainText("Halle 1");
  await clean(phone.page);
  await aside.getByRole("button", { name: "Nehmen" }).click();
  await expect(aside).toHaveCount(0);
  await saved(phone.page);
  await visit(desk.page, path);
  await expect(desk.page.locator("#f-site")).toHaveValue("Halle 1");
  await expect(desk.page.getByRole("radio", { name: "Reparatur" })).toBeChecked();
  await expect(desk.page.locator(".form-aside")).toHaveCount(0);
  await desk.context.close();
  await phone.context.close();
});

test("what is on the device goes at sign-out", async ({ browser }) => {
  const { page, context } = await person(browser, null, { viewport: PHONE, hasTouch: true });
  await visit(page, "/sign-in");
  await page.locator("input[name=email]").fill(PEOPLE.support);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.locator("form button.act").first().click();
  await expect(page).not.toHaveURL(/sign-in/);
  const path = await begin(page, await machine(page), "Servicebericht");
  await kept(page, path);
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await expect(page).toHaveURL(/signed-out/);
  await expect(async () => {
    expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("kontor-forms")))).toEqual([]);
  }).toPass();
  await context.close();
});

test("a template is made, released and filled in", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context, problems } = await person(browser, PEOPLE.admin);
  const stamp = Date.now();
  await visit(page, "/desk/templates");
  await clean(page);
  await page.locator("#new summary").click();
  await page.getByLabel("Bezeichnung deutsch").fill(`Hofkontrolle ${stamp}`);
  await page.getByLabel("Kurzname").fill(`yard-${stamp}`);
  await page.getByRole("button", { name: "Vorlage anlegen" }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/templates/yard-${stamp}`));
  await expect(page.locator("#faults")).toBeVisible();
  await expect(page.getByRole("button", { name: "Freigeben" })).toBeDisabled();

  const field = async (name: string) => page.getByLabel(name, { exact: true });
  const save = async () => {
    await page.getByRole("button", { name: "Speichern" }).click();
    await expect(page).toHaveURL(new RegExp(`/desk/templates/yard-${stamp}(\\?done=saved)?$`));
  };
  await page.getByRole("link", { name: "Neuer Abschnitt" }).click();
  await (await field("Kürzel")).fill("yard");
  await (await field("Bezeichnung deutsch")).fill("Hof");
  await save();
  for (const [kind, code, label] of [["Prüfpunkt", "gate", "Tor geschlossen"], ["Text", "remark", "Was fehlt am Tor?"], ["Unterschrift", "sig", "Unterschrift Platzwart"]]) {
    await page.getByRole("link", { name: /^Neues Feld/ }).click();
    await page.getByRole("link", { name: new RegExp(`^${kind}`) }).click();
    await (await field("Kürzel")).fill(code);
    await (await field("Bezeichnung deutsch")).fill(label);
    if (code === "remark") {
      const show = page.getByLabel("Nur zeigen, wenn", { exact: false });
      await show.fill("gate = = 'x'");
      await expect(page.locator("#show-f mark")).toBeVisible();
      await clean(page);
      await show.fill("gate = 'not_acceptable'");
      await expect(page.locator("#show-f mark")).toHaveCount(0);
    }
    await save();
  }
  await clean(page);
  await test.step("the preview answers as the form will", async () => {
    const preview = page.locator("#preview");
    await expect(preview.getByLabel("Was fehlt am Tor?")).toBeHidden();
    await preview.getByRole("radio", { name: "Nicht in Ordnung" }).check();
    await expect(preview.getByLabel("Was fehlt am Tor?")).toBeVisible();
    await expect(preview.getByLabel("Was ist nicht in Ordnung?")).toBeVisible();
  });
  await page.getByRole("button", { name: "Freigeben" }).click();
  await expect(page.getByText("Fassung 1 freigegeben")).toBeVisible();
  await visit(page, `/desk/forms/new?template=yard-${stamp}&company=bauer-tiefbau`);
  await page.getByRole("button", { name: "Ausfüllen beginnen" }).click();
  await expect(page).toHaveURL(/\/desk\/forms\/[0-9A-Z]{26}$/);
  await page.getByRole("radio", { name: "In Ordnung", exact: true }).check();
  await saved(page);
  await next(page);
  await expect(page.getByText("Alles ausgefüllt.")).toBeVisible();
  expect(problems).toEqual([]);
  await context.close();
});

test("to another company a form does not exist", async ({ browser }) => {
  const desk = await person(browser, PEOPLE.support);
  const path = await begin(desk.page, await machine(desk.page), "Servicebericht");
  await desk.context.close();
  const other = await person(browser, PEOPLE.otherCompany);
  expect((await visit(other.page, path.replace("/desk", "")))?.status()).toBe(404);
  await other.context.close();
});

test("without JavaScript a form is begun, filled in, saved, and shown again with what could not be read", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.support, { javaScriptEnabled: false });
  const stamp = Date.now();
  await visit(page, "/desk/machines/new?company=bauer-tiefbau", false);
  await page.getByLabel("Seriennummer").fill(`OHNE-${stamp}`);
  await page.getByLabel("Modell").fill("RL 60");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("link", { name: "Formular ausfüllen" }).first().click();
  await page.getByRole("link", { name: "Servicebericht" }).first().click();
  await page.getByRole("button", { name: "Ausfüllen beginnen" }).click();
  await expect(page).toHaveURL(/\/desk\/forms\/[0-9A-Z]{26}$/);
  await page.getByRole("radio", { name: "Reparatur" }).check({ force: true });
  await page.locator("#f-hours").fill("viele");
  await page.locator("#f-done").fill("Filter getauscht");
  const times = page.locator("#e-times .form-row").first();
  await times.locator("select").selectOption("work");
  await times.getByLabel("Stunden").fill("2,5");
  await page.locator("#f-photos-p").setInputFiles(PHOTO);
  await page.getByRole("button", { name: "Speichern", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.locator("#f-hours"), "what was typed is shown again").toHaveValue("viele");
  await expect(page.locator("#f-done"), "the rest is saved").toHaveValue("Filter getauscht");
  await expect(page.locator("#e-photos .photos li")).toHaveCount(1);
  // What is asked for repairs appears once it is known that it is one.
  await page.locator("#f-found").fill("Leistung zu gering");
  await page.locator("#f-hours").fill("812,5");
  await page.locator("#e-safe").getByRole("radio", { name: "Ja" }).check({ force: true });
  await page.getByRole("button", { name: "Speichern", exact: true }).click();
  await expect(page.getByText("Gespeichert.", { exact: true })).toBeVisible();
  await expect(page.locator("#f-hours")).toHaveValue("812,5");
  await expect(page.locator("#e-times .form-row").first().getByLabel("Stunden")).toHaveValue("2,5");
  await expect(page.locator("#e-hours_sum output")).toContainText("2,50");
  await expect(page.getByRole("button", { name: "Abschließen und unterschreiben lassen" })).toBeVisible();
  await context.close();
});
