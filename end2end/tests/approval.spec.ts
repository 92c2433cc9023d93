// A buyer exceeds the limit; the approver gets a mail, follows its link on the phone, signs in and approves; the order reaches
// the desk. Hydrated, and the same without JavaScript.
import { accessibility, expect, hydrated, overflow, PASSWORD, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

const BUYER = "jonas.greiner@bauer-tiefbau.example";
const APPROVER = "petra.wiest@bauer-tiefbau.example";

for (const scripted of [true, false]) {
  test(`an order above the limit is approved on the phone from the mail's link, ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const number = scripted ? "FREIGABE-1" : "FREIGABE-2";
    const buyer = await person(browser, BUYER, { javaScriptEnabled: scripted });
    const page = buyer.page;

    await test.step("the checkout says beforehand who has to approve, and why", async () => {
      await visit(page, "/parts/FW-2210.10-L", scripted);
      await page.locator("main input[name=quantity]").first().fill("4");
      await page.getByRole("button", { name: /In den Warenkorb/ }).click();
      if (scripted) await expect(page.getByText(/liegt im Warenkorb/)).toBeVisible();
      await visit(page, "/checkout", scripted);
      await expect(page.getByText("Braucht eine Freigabe.")).toBeVisible();
      await expect(page.getByText("Über dem Limit von 1.000,00")).toBeVisible();
      await expect(page.getByText(/Freigabe durch (Petra Wiest oder Sabine Bauer|Sabine Bauer oder Petra Wiest)/)).toBeVisible();
      if (scripted) expect(await accessibility(page)).toEqual([]);
      await page.getByLabel("Ihre Bestellnummer").fill(number);
      await page.getByLabel(/Kostenstelle/).selectOption("4711");
      await page.getByLabel(/Wir bestellen als Unternehmen/).check();
      await page.getByRole("button", { name: "Zur Freigabe geben" }).click();
      await expect(page).toHaveURL(/\/orders\/.+placed=1/);
      await expect(page.getByText("Zur Freigabe gegeben.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Freigeben" })).toHaveCount(0);
    });
    const order = new URL(page.url()).pathname;
    const code = (await page.locator("h1 .code").innerText()).trim();

    const desk = await person(browser, PEOPLE.admin);
    await test.step("the desk does not have it in its queue and cannot confirm it", async () => {
      await visit(desk.page, "/desk/orders");
      await expect(desk.page.getByRole("link", { name: code })).toHaveCount(0);
      await visit(desk.page, order.replace("/orders/", "/desk/orders/"));
      await expect(desk.page.getByText(/Der Kunde muss diesen Auftrag noch freigeben/)).toBeVisible();
      await expect(desk.page.getByRole("button", { name: /bestätigen/i })).toHaveCount(0);
    });

    const approver = await person(browser, null, { viewport: PHONE, hasTouch: true, javaScriptEnabled: scripted });
    const phone = approver.page;
    await test.step("the approver follows the mail's link, signs in and is back at the order", async () => {
      let link = "";
      await expect(async () => {
        await visit(desk.page, "/desk/mails");
        const text = await desk.page.content();
        expect(text).toContain(APPROVER);
        link = new RegExp(`http://[^\\s]+(${order})`).exec(text)?.[1] ?? "";
        expect(link).toBe(order);
      }).toPass({ timeout: 20_000 });
      await phone.goto(link);
      await expect(phone).toHaveURL(/\/sign-in\?next=/);
      if (scripted) await hydrated(phone);
      await phone.getByLabel("E-Mail").fill(APPROVER);
      await phone.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
      await phone.getByRole("button", { name: "Anmelden" }).click();
      await expect(phone).toHaveURL(new RegExp(`${order}$`));
      if (scripted) await hydrated(phone);
      await expect(phone.getByText("Ihre Freigabe ist gefragt.")).toBeVisible();
      expect(await overflow(phone)).toBeLessThanOrEqual(0);
      if (scripted) expect(await accessibility(phone)).toEqual([]);
    });

    await test.step("it stands in the inbox", async () => {
      await visit(phone, "/approvals", scripted);
      await expect(phone.getByRole("link", { name: code })).toBeVisible();
      expect(await overflow(phone)).toBeLessThanOrEqual(0);
      if (scripted) expect(await accessibility(phone)).toEqual([]);
      await phone.getByRole("link", { name: code }).click();
      await expect(phone).toHaveURL(new RegExp(`${order}$`));
    });

    await test.step("a no without a reason is not taken, and a yes is", async () => {
      if (scripted) await hydrated(phone);
      await phone.getByText("Ablehnen", { exact: true }).first().click();
      await phone.getByRole("button", { name: "Ja, ablehnen" }).click();
      await expect(phone.getByText("Bitte ausfüllen.").first()).toBeVisible();
      await phone.getByLabel(/Bemerkung für die bestellende Person/).fill("Bitte mit dem Fahrer abstimmen.");
      await phone.getByRole("button", { name: "Freigeben" }).click();
      await expect(phone.getByRole("button", { name: "Freigeben" })).toHaveCount(0);
      await expect(phone.getByText(/Bitte mit dem Fahrer abstimmen/).first()).toBeVisible();
    });

    await test.step("now the desk has work, and the buyer knows", async () => {
      await visit(desk.page, "/desk/orders");
      await expect(desk.page.getByText(code).first()).toBeVisible();
      await visit(page, order, scripted);
      await expect(page.getByText(/Freigegeben/).first()).toBeVisible();
      await expect(page.getByText("eingegangen").first()).toBeVisible();
    });
    for (const { context, problems } of [buyer, desk, approver]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });

  test(`the company admin changes the rules, ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser }) => {
    const admin = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    const page = admin.page;
    await visit(page, "/account", scripted);
    await page.getByRole("link", { name: "Bestellregeln bearbeiten" }).click();
    await expect(page).toHaveURL(/\/account\/rules/);
    if (scripted) {
      await hydrated(page);
      expect(await accessibility(page)).toEqual([]);
    }
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const jonas = page.getByRole("group", { name: "Jonas Greiner" });
    await expect(jonas.getByLabel("Limit je Bestellung")).toHaveValue("1.000,00");
    // A mistake stands beside the person, and what was typed is kept.
    await jonas.getByLabel("Limit je Bestellung").fill("1.200");
    await page.getByRole("button", { name: "Limits speichern" }).click();
    await expect(jonas.getByText(/Nicht eindeutig/)).toBeVisible();
    await expect(jonas.getByLabel("Limit je Bestellung")).toHaveValue("1.200");
    await jonas.getByLabel("Limit je Bestellung").fill("1200");
    await page.getByRole("button", { name: "Limits speichern" }).click();
    await expect(page.getByText("Gespeichert.")).toBeVisible();
    await expect(jonas.getByLabel("Limit je Bestellung")).toHaveValue("1.200,00");
    // A unit with a chain of two comes and goes.
    const fresh = page.getByRole("group", { name: "Neuer Bereich" });
    await fresh.getByLabel("Name des Bereichs").fill("Lagerplatz");
    await fresh.getByLabel("Petra Wiest").selectOption("1");
    await fresh.getByLabel("Sabine Bauer").selectOption("2");
    await page.getByRole("button", { name: "Bereiche speichern" }).click();
    const unit = page.getByRole("group", { name: "Lagerplatz" });
    await expect(unit.getByLabel("Petra Wiest")).toHaveValue("1");
    await expect(unit.getByLabel("Sabine Bauer")).toHaveValue("2");
    await unit.getByLabel("Name des Bereichs").fill("");
    await page.getByRole("button", { name: "Bereiche speichern" }).click();
    await expect(unit).toHaveCount(0);
    await jonas.getByLabel("Limit je Bestellung").fill("1000");
    await page.getByRole("button", { name: "Limits speichern" }).click();
    await expect(jonas.getByLabel("Limit je Bestellung")).toHaveValue("1.000,00");
    expect(admin.problems).toEqual([]);
    await admin.context.close();
  });
}
