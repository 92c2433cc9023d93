// A company's admin connects an ERP system: it is told what happens, verifies the signature with somebody else's library, fails once
// and gets the message again; the log says how it went.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { accessibility, expect, hydrated, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

type Message = { id: string; type: string; data: Record<string, unknown> };

/** The customer's ERP: takes what is signed with its secret, and answers 503 as often as it is told to. */
class Erp {
  taken: Message[] = [];
  secret = "";
  busy = 0;
  private server?: Server;

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (piece) => (body += piece));
      request.on("end", () => {
        if (this.busy > 0) {
          this.busy -= 1;
          response.writeHead(503).end("Wartung");
          return;
        }
        try {
          this.taken.push(new Webhook(this.secret).verify(body, request.headers as Record<string, string>) as Message);
          response.writeHead(204).end();
        } catch (error) {
          response.writeHead(401).end(String(error));
        }
      });
    });
    this.server = server;
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kontor`;
  }

  stop() {
    this.server?.close();
  }
}

for (const scripted of [true, false]) {
  test(`an ERP system is told what happens ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser }) => {
    const erp = new Erp();
    const url = await erp.start();
    const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    /** The row of the log with this kind, once the page says what is expected. */
    const row = (kind: string) => page.getByRole("row").filter({ hasText: kind }).first();
    const logged = async (kind: string, words: RegExp) => {
      await expect(async () => {
        await page.getByRole("link", { name: "Neu laden" }).click();
        await expect(row(kind)).toContainText(words, { timeout: 1_000 });
      }).toPass({ timeout: 20_000 });
    };

    await test.step("an address on the Internet wants https, and nothing typed is lost", async () => {
      await visit(page, "/account", scripted);
      await page.getByRole("link", { name: "Webhooks einrichten" }).click();
      await page.getByLabel("Adresse", { exact: true }).fill("http://8.8.8.8/kontor");
      await page.getByLabel(/^Wofür/).fill("SAP");
      await page.getByLabel("nur das Folgende:").check();
      await page.getByLabel(/Bestellung eingegangen/).check();
      await page.getByRole("button", { name: "Webhook anlegen" }).click();
      await expect(page.getByText("Bitte eine Adresse mit https angeben.").first()).toBeVisible();
      await expect(page.getByLabel(/^Wofür/)).toHaveValue("SAP");
      await expect(page.getByLabel("nur das Folgende:")).toBeChecked();
      await expect(page.getByLabel(/Bestellung eingegangen/)).toBeChecked();
      if (scripted) expect(await accessibility(page)).toEqual([]);
    });

    await test.step("the endpoint is made and its secret told once", async () => {
      await page.getByLabel("Adresse", { exact: true }).fill(url);
      await page.getByRole("button", { name: "Webhook anlegen" }).click();
      const told = page.locator(".note.good code");
      await expect(told).toHaveText(/^whsec_/);
      erp.secret = (await told.textContent()) ?? "";
      expect(page.url()).not.toContain("whsec_");
      if (scripted) expect(await accessibility(page)).toEqual([]);
      await page.reload();
      if (scripted) await hydrated(page);
      await expect(told, "told once").toHaveCount(0);
    });
    const hook = new URL(page.url()).pathname;

    await test.step("a test arrives signed", async () => {
      await page.getByRole("button", { name: "Probe senden" }).click();
      await expect(page.getByText("Die Probe ist unterwegs")).toBeVisible();
      await logged("hook.test", /zugestellt/);
      expect(erp.taken.map((m) => m.type)).toEqual(["hook.test"]);
    });

    await test.step("an order is told while the ERP is down, and again when it is back", async () => {
      erp.busy = 1;
      await visit(page, "/parts/HY-4711.20-F", scripted);
      await page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
      await expect(page.getByText(/liegt im Warenkorb|Im Warenkorb/).first()).toBeVisible();
      await visit(page, "/checkout", scripted);
      await page.getByLabel("Ihre Bestellnummer").fill("ERP-7");
      await page.getByLabel(/Wir bestellen als Unternehmen/).check();
      await page.getByRole("button", { name: "Zahlungspflichtig bestellen" }).click();
      await expect(page).toHaveURL(/\/orders\/.+placed=1/);
      const order = new URL(page.url()).pathname.split("/").pop();

      await visit(page, hook, scripted);
      await logged("order.placed", /zugestellt/);
      const placed = erp.taken.find((m) => m.type === "order.placed");
      expect(placed?.data.order).toBe(order);
      expect(placed?.data.po_number).toBe("ERP-7");
      expect(placed?.data.resource).toMatch(new RegExp(`/api/v1/orders/${order}$`));
      await row("order.placed").getByText("Inhalt und Antworten").click();
      await expect(row("order.placed").getByText("HTTP 503")).toBeVisible();
      await expect(row("order.placed").getByText("Wartung")).toBeVisible();
      if (scripted) expect(await accessibility(page)).toEqual([]);
    });

    await test.step("what was taken is sent again under the same id", async () => {
      const first = erp.taken.find((m) => m.type === "order.placed");
      await row("order.placed").getByRole("button", { name: "Noch einmal senden" }).click();
      await expect(page.getByText("Wird jetzt noch einmal gesendet.")).toBeVisible();
      await expect.poll(() => erp.taken.filter((m) => m.id === first?.id).length, { timeout: 15_000 }).toBe(2);
    });

    await test.step("it rests, gets a new secret, goes on, and goes", async () => {
      await page.getByRole("button", { name: "Ruhen lassen" }).click();
      await expect(page.getByText("Der Webhook ruht.")).toBeVisible();
      await page.getByText("Neues Geheimnis", { exact: true }).click();
      await page.getByRole("button", { name: "Neues Geheimnis erzeugen" }).click();
      const told = page.locator(".note.good code");
      await expect(told).toHaveText(/^whsec_/);
      expect(await told.textContent()).not.toBe(erp.secret);
      await page.getByRole("button", { name: "Fortsetzen" }).click();
      await expect(page.getByText("Der Webhook läuft wieder")).toBeVisible();
      // The old secret still verifies: both sign.
      await page.getByRole("button", { name: "Probe senden" }).click();
      await expect.poll(() => erp.taken.filter((m) => m.type === "hook.test").length, { timeout: 15_000 }).toBe(2);
      await page.getByText("Löschen", { exact: true }).click();
      await page.getByRole("button", { name: "Webhook löschen" }).click();
      await expect(page.getByText("Der Webhook ist gelöscht.")).toBeVisible();
      expect((await page.goto(hook))?.status()).toBe(404);
    });
    expect(problems).toEqual([]);
    erp.stop();
    await context.close();
  });
}
