// A company's admin gives a program a key, the program reads with it, and once it is revoked it is refused.
import { accessibility, expect, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

for (const scripted of [true, false]) {
  test(`a key is made, told once, used and revoked ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser, baseURL }) => {
    const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    await visit(page, "/account", scripted);
    await page.getByRole("link", { name: "Schlüssel für Programme verwalten" }).click();
    const name = scripted ? "SAP Einkauf" : "Lagerscanner";
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Schlüssel anlegen" }).click();
    await expect(page.locator(".note.bad, .error").first(), "without a right it is refused").toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await page.getByLabel("Aufträge der Firma lesen").check();
    await page.getByRole("button", { name: "Schlüssel anlegen" }).click();
    const told = page.locator(".note.good code");
    await expect(told).toHaveText(/^kontor_/);
    if (scripted) expect(await accessibility(page)).toEqual([]);
    const secret = (await told.textContent()) ?? "";
    expect(page.url()).not.toContain(secret);

    const ask = (path: string) => fetch(`${baseURL}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
    const orders = await ask("/orders");
    expect(orders.status).toBe(200);
    expect((await orders.json()).orders.length).toBeGreaterThan(0);
    expect((await ask("/company/rules")).status, "not more than it was given").toBe(403);

    await visit(page, "/account/keys", scripted);
    await expect(told, "told once").toHaveCount(0);
    const row = page.getByRole("row").filter({ hasText: name });
    await row.getByText("Sperren", { exact: true }).click();
    await row.getByRole("button", { name: "Schlüssel sperren" }).click();
    await expect(page.getByText("Der Schlüssel ist gesperrt.")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(0);
    expect((await ask("/orders")).status).toBe(401);
    await context.close();
  });
}
