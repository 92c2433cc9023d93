// A product manager keeps a model at the desk with plain forms: a price, a choice, a rule; an example turns red and is mended; released.
// Hydrated and without JavaScript, each with a model of its own, so that no other story sees it.
import { accessibility, DESK, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

const file = (id: string) => ({
  model: {
    id,
    number: `TB ${id}`,
    name: { de: `Minibagger ${id}`, en: `Mini excavator ${id}` },
    net: "20000.00",
    lead_days: 20,
    groups: [
      {
        code: "stand",
        name: { de: "Fahrerstand", en: "Station" },
        min: 1,
        max: 1,
        choices: [
          { code: "dach", name: { de: "Dach", en: "Canopy" }, net: "0" },
          { code: "kabine", name: { de: "Kabine", en: "Cab" }, net: "3000", lead_days: 10 },
        ],
      },
      {
        code: "extras",
        name: { de: "Extras", en: "Extras" },
        max: 3,
        choices: [{ code: "licht", name: { de: "Licht", en: "Light" }, net: "100", most: 4 }],
      },
    ],
    rules: [],
  },
  examples: [{ name: "mit Kabine", choices: { kabine: 1 }, expect: "complete", net: "23000" }],
  costs: { net: "15000", choices: { kabine: "2100" } },
});

for (const scripted of [true, false]) {
  const how = scripted ? "hydrated" : "without JavaScript";

  test(`a product manager changes a price, adds a choice and a rule, mends the example and releases, ${how}`, async ({ browser }) => {
    test.setTimeout(150_000);
    const id = scripted ? "tb-wach" : "tb-schlicht";
    const { page, problems } = await person(browser, PEOPLE.admin, { javaScriptEnabled: scripted });
    const save = () => page.getByRole("button", { name: "Speichern", exact: true }).click();
    const whole = page.getByRole("heading", { level: 1, name: `Minibagger ${id}` });
    const example = page.getByRole("row").filter({ hasText: "mit Kabine" });
    const release = page.getByRole("button", { name: "Freigeben" });

    await test.step("the model comes in as a file and is released", async () => {
      await visit(page, "/desk/models", scripted);
      await page.getByText("Neues Modell").click();
      await page.getByLabel("Modelldatei (JSON)").fill(JSON.stringify(file(id)));
      await page.getByRole("button", { name: "Prüfen und speichern" }).click();
      await expect(page).toHaveURL(new RegExp(`/desk/models/${id}`));
      if (scripted) await hydrated(page);
      await release.click();
      await expect(page.locator(".state", { hasText: "im Angebot" })).toBeVisible();
      await expect(example).toContainText("wie erwartet");
    });
    await test.step("the machine gets dearer", async () => {
      await page.getByRole("link", { name: "Maschine ändern" }).click();
      await expect(page.getByLabel("Listenpreis netto, in Euro")).toHaveValue("20.000,00");
      if (scripted) {
        // Also as the first page somebody opens.
        await page.reload();
        await hydrated(page);
        expect(await accessibility(page)).toEqual([]);
        await page.setViewportSize(PHONE);
        expect(await overflow(page)).toBe(0);
        await page.setViewportSize(DESK);
      }
      await page.getByLabel("Listenpreis netto, in Euro").fill("21.000,00");
      await save();
      await expect(whole).toBeVisible();
      await expect(page.locator("main dl.facts")).toContainText("21.000,00");
      await expect(page.locator("main dl.facts"), "what it costs stayed").toContainText("15.000,00");
    });
    await test.step("a new choice: what is missing is said beside its field, and nothing typed is lost", async () => {
      await page.getByRole("link", { name: "Neue Möglichkeit Extras" }).click();
      await page.getByLabel(/^Kürzel/).fill("radio");
      await page.getByLabel(/^Aufpreis/).fill("90");
      await save();
      await expect(page.getByRole("alert")).toBeVisible();
      await expect(page.getByLabel(/^Name \(deutsch\)/)).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel(/^Kürzel/)).toHaveValue("radio");
      await expect(page.getByLabel(/^Aufpreis/)).toHaveValue("90");
      await page.getByLabel(/^Name \(deutsch\)/).fill("Radio");
      await save();
      await expect(whole).toBeVisible();
      await expect(page.getByRole("row").filter({ hasText: "Radio" })).toContainText("90,00");
    });
    await test.step("a rule brings it along with the cab, and the example turns red", async () => {
      await page.getByRole("link", { name: "Neue Regel" }).click();
      await page.getByLabel("Wenn gewählt ist").selectOption("kabine");
      await page.getByLabel("Dann", { exact: true }).selectOption("adds");
      await page.getByLabel("Diese Möglichkeit").selectOption("radio");
      if (scripted) expect(await accessibility(page)).toEqual([]);
      await save();
      await expect(page.locator(".sentences").getByText("Kabine bringt mit: Radio.").first()).toBeVisible();
      await expect(example).toContainText("anders als erwartet");
      await expect(release).toBeDisabled();
    });
    await test.step("a choice that a rule speaks of is not removed", async () => {
      await page.getByRole("link", { name: "Ändern Radio" }).click();
      await page.getByRole("button", { name: "Möglichkeit entfernen" }).click();
      await expect(page.getByRole("alert")).toContainText("Dem steht entgegen: kabine-radio: Kabine bringt mit: Radio.");
      await page.getByRole("link", { name: "Zurück zum Modell" }).click();
      await expect(whole).toBeVisible();
    });
    await test.step("the example is mended, on a phone", async () => {
      await page.setViewportSize(PHONE);
      if (scripted) expect(await overflow(page)).toBe(0);
      await page.getByRole("link", { name: "Ändern mit Kabine" }).click();
      await expect(page.getByLabel("Wie oft Kabine")).toHaveValue("1");
      if (scripted) {
        expect(await accessibility(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await page.getByLabel(/^Erwarteter Listenpreis/).fill("24.090,00");
      await save();
      await expect(whole).toBeVisible();
      await page.setViewportSize(DESK);
      await expect(example).toContainText("wie erwartet");
    });
    await test.step("released, and taken out of sale again", async () => {
      await release.click();
      await expect(page.getByText("Änderung nicht freigegeben")).toBeHidden();
      await expect(release).toBeHidden();
      await visit(page, `/models/${id}`, scripted);
      await expect(page.getByText("21.000,00").first()).toBeVisible();
      await visit(page, `/desk/models/${id}`, scripted);
      await page.getByRole("button", { name: "Aus dem Angebot nehmen" }).click();
      await expect(page.locator(".state", { hasText: "nicht mehr angeboten" })).toBeVisible();
    });
    expect(problems).toEqual([]);
  });
}
