// One case on both sides: customer and desk see each other's messages without doing anything, the desk opens it by its code and
// notes what the customer never sees. Hydrated, and without JavaScript.
import { accessibility, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import type { Page } from "@playwright/test";

async function codeOf(page: Page, scripted = true): Promise<string> {
  await visit(page, "/cases", scripted);
  const link = page.locator("a[href^='/cases/K']").first();
  return (await link.innerText()).trim();
}

async function say(page: Page, label: string, text: string, button: string) {
  const form = page.locator("form").filter({ has: page.getByLabel(label, { exact: true }) });
  await form.getByLabel(label, { exact: true }).fill(text);
  await form.getByRole("button", { name: button }).click();
}

test("customer and desk are in one case and hear of each other within a second", async ({ browser }) => {
  const buyer = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  const desk = await person(browser, PEOPLE.support);
  const code = await codeOf(buyer.page);
  await buyer.page.getByRole("link", { name: code }).click();
  await expect(buyer.page.getByRole("heading", { name: "Nachrichten" })).toBeVisible();
  // Read aloud on the telephone, typed as people type.
  await visit(desk.page, "/desk/cases");
  await desk.page.getByPlaceholder(/K7F/).fill(code.toLowerCase().replace("-", " "));
  await desk.page.getByRole("button", { name: "Vorgang öffnen" }).click();
  await desk.page.getByRole("link", { name: code }).click();
  await expect(desk.page).toHaveURL(new RegExp(`/desk/cases/${code}`));
  await expect(desk.page.getByText(/Gerade auch hier: .*Sabine/)).toBeVisible();
  await expect(buyer.page.getByText(/Gerade auch hier: .*Jana/)).toBeVisible();
  const text = `Bitte erst ab zehn Uhr (${Date.now()})`;
  // What is being typed on the other side stays.
  const answer = desk.page.getByLabel("Nachricht", { exact: true });
  await answer.fill("Das geht");
  await say(buyer.page, "Nachricht", text, "Senden");
  await expect(desk.page.getByText(text)).toBeVisible({ timeout: 2_000 });
  await expect(answer).toHaveValue("Das geht");
  await say(desk.page, "Nachricht", `Das geht: ${text}`, "Senden");
  await expect(buyer.page.getByText(`Das geht: ${text}`)).toBeVisible({ timeout: 2_000 });
  await expect(answer).toHaveValue("");
  // Noted for colleagues.
  await say(desk.page, "Notiz", `Intern ${text}`, "Notieren");
  await expect(desk.page.getByText(`Intern ${text}`)).toBeVisible();
  await buyer.page.reload();
  await expect(buyer.page.getByText(`Das geht: ${text}`)).toBeVisible();
  await expect(buyer.page.getByText(`Intern ${text}`)).toHaveCount(0);
  for (const page of [buyer.page, desk.page]) {
    expect(await accessibility(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  }
  expect([...buyer.problems, ...desk.problems]).toEqual([]);
  await buyer.context.close();
  await expect(desk.page.getByText(/Gerade auch hier/)).toHaveCount(0);
});

test("without JavaScript a case is read, written in and followed up", async ({ browser }) => {
  const off = { javaScriptEnabled: false };
  const buyer = await person(browser, PEOPLE.buyer, off);
  const code = await codeOf(buyer.page, false);
  await visit(buyer.page, `/cases/${code}`, false);
  const text = `Ohne Skript ${Date.now()}`;
  await say(buyer.page, "Nachricht", text, "Senden");
  await expect(buyer.page.getByText("Gesendet.")).toBeVisible();
  await expect(buyer.page.getByText(text)).toBeVisible();
  await say(buyer.page, "Nachricht", " ", "Senden");
  await expect(buyer.page.getByRole("alert")).toBeVisible();
  const desk = await person(browser, PEOPLE.support, off);
  await visit(desk.page, `/desk/cases/${code}`, false);
  await expect(desk.page.getByText(text)).toBeVisible();
  await desk.page.getByText("Wiedervorlage anlegen").first().click();
  await desk.page.getByLabel("Was ist zu tun?").fill(`Anrufen ${text}`);
  await desk.page.getByRole("button", { name: "Wiedervorlage anlegen" }).click();
  const item = desk.page.locator(".follow-up").filter({ hasText: text });
  await expect(item).toHaveCount(1);
  await item.getByText("Verschieben").first().click();
  await item.getByRole("button", { name: "Nächster Montag" }).click();
  await visit(desk.page, "/desk/follow-ups", false);
  await expect(item).toHaveCount(1);
  // In a calendar of one's own, which needs no session.
  await desk.page.getByRole("button", { name: /Adresse anlegen/ }).click();
  const address = new URL((await desk.page.locator("#calendar code").textContent()) ?? "").pathname;
  const calendar = async () => (await desk.context.request.get(address)).text();
  const unfolded = (await calendar()).replaceAll("\r\n ", "");
  expect(unfolded).toContain(`SUMMARY:Anrufen ${text}`);
  await item.getByRole("button", { name: /^Erledigt/ }).click();
  await expect(item).toHaveCount(0);
  expect((await calendar()).replaceAll("\r\n ", "")).not.toContain(text);
  await desk.page.getByRole("button", { name: "Adresse sperren" }).click();
  await expect(desk.page.getByText("Die Adresse ist gesperrt")).toBeVisible();
  expect((await desk.context.request.get(address)).status()).toBe(404);
  await buyer.context.close();
  await desk.context.close();
});
