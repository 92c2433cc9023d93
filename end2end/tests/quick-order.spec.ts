// Quick order: thirty numbers with five kinds of errors, repaired in place, all in the cart; a workbook; a scanner; no JavaScript.
import { accessibility, expect, hydrated, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";
import { emptyCart, numbers } from "../support/steps";
import { deflateRawSync, crc32 } from "node:zlib";

// Names of the demo's parts that are made by hand; the others are found by the search.
const GOOD = ["HY-4711.20-F", "HY-5100.10", "HY-4711.90-D"];

test("a buyer pastes 30 numbers with five kinds of errors, repairs them in place, and all are in the cart", async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, context, problems } = await person(browser, PEOPLE.buyer);
  await emptyCart(page);
  const plain = await numbers(page, "filter", 24, GOOD);
  expect(plain.length).toBe(24);
  const rows = [
    ...plain.map((number) => `${number};1`),
    "BT-1001;2", // an own number
    "HY-4711.02-F;1", // unknown: two digits swapped
    "HY-4711.10-S;1", // obsolete, with its successor
    "HY-6020.16-L;1,3", // not a step: half metres
    "HY-4711.90-D;viel", // no quantity
    `${plain[0]};4`, // stands there already
  ];
  await visit(page, "/quick-order");
  await page.getByLabel("Nummern und Mengen").fill(rows.join("\n"));
  await page.getByRole("button", { name: "Prüfen" }).last().click();
  await expect(page.getByText(/30 Zeilen, davon \d+ zu klären/)).toBeVisible();

  await test.step("every error stands at its row at once", async () => {
    for (const text of [/Diese Teilenummer kennen wir nicht/, /ersetzt durch HY-5100\.10/, /Nur in Schritten von 0,5/, /Das ist keine Zahl/, /Steht schon in Zeile 1\./]) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
    await expect(page.getByText("Ihre Nummer").first()).toBeVisible();
    expect(await accessibility(page)).toEqual([]);
    // Nothing was ordered by looking.
    await expect(page.getByRole("button", { name: "Erst die markierten Zeilen klären" })).toBeDisabled();
  });

  await test.step("one tap or one field repairs each", async () => {
    await page.locator("#row-26").getByRole("button", { name: /HY-4711\.20-F/ }).click();
    await page.locator("#row-27").getByRole("button", { name: "Nachfolger HY-5100.10 nehmen" }).click();
    await page.locator("#row-28").getByRole("button", { name: /1,5 m nehmen/ }).click();
    await page.getByLabel("Menge in Zeile 29").fill("3");
    await page.getByLabel("Menge in Zeile 29").press("Tab");
    await expect(page.locator("#row-29")).not.toContainText("keine Zahl");
    // The swapped number turned out to be the own number's part: doubles are put together.
    for (let left = await page.getByRole("button", { name: "Zusammenlegen" }).count(); left > 0; left--) {
      await page.getByRole("button", { name: "Zusammenlegen" }).first().click();
      await expect(page.getByRole("button", { name: "Zusammenlegen" })).toHaveCount(left - 1);
    }
    // Some of the demo's parts have steps or are sold out: what is left is proposed or removed.
    const all = page.getByRole("button", { name: "Alle Vorschläge annehmen" });
    if (await all.count()) await all.click();
    await expect(all).toHaveCount(0);
  });

  await test.step("all go into the cart with one tap, and out again, and in again", async () => {
    const add = page.getByRole("button", { name: /^\d+ Zeilen in den Warenkorb$/ });
    const count = Number((await add.textContent())!.match(/\d+/)![0]);
    expect(count).toBeGreaterThan(20);
    await add.dblclick();
    await expect(page.getByText(`${count} Zeilen liegen im Warenkorb.`)).toBeVisible();
    await expect(page.locator('a[href="/cart"] .badge')).toHaveText(String(count));
    await page.getByRole("link", { name: "Zum Warenkorb" }).click();
    await expect(page.getByText("HY-5100.10").first()).toBeVisible();
    await expect(page.getByText(`${count} Positionen`)).toBeVisible();
  });
  expect(problems).toEqual([]);
  await emptyCart(page);
  await context.close();
});

/** A workbook with these cells, a formula and a merged heading in it, packed without a library. */
function workbook(rows: string[][]): Buffer {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const cell = (text: string, at: string) =>
    text.startsWith("=") ? `<c r="${at}"><f>${text.slice(1).split("|")[0]}</f><v>${text.split("|")[1]}</v></c>`
    : /^\d+$/.test(text) ? `<c r="${at}"><v>${text}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => cell(text, "AB"[c] + (r + 1))).join("")}</row>`).join("");
  const files: [string, string][] = [
    ["[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`],
    ["_rels/.rels", `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ["xl/workbook.xml", `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Bedarf" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ["xl/worksheets/sheet1.xml", `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`],
  ];
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(20, 4); local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(raw), 14); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(raw.length, 22); local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0); central.writeUInt16LE(20, 4); central.writeUInt16LE(20, 6); central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc32(raw), 16); central.writeUInt32LE(packed.length, 20); central.writeUInt32LE(raw.length, 24);
    central.writeUInt16LE(name.length, 28); central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(files.length, 8); end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12); end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

for (const scripted of [true, false]) {
  test(`a workbook is read and its rows ordered ${scripted ? "hydrated" : "without JavaScript"}`, async ({ browser }) => {
    const { page, context } = await person(browser, PEOPLE.buyer, { viewport: PHONE, javaScriptEnabled: scripted });
    await visit(page, "/quick-order", scripted);
    const buffer = workbook([["Bedarf KW 48"], ["Teilenummer", "Menge"], ["HY-4711.20-F", "=1+1|2"], ["BT-1003", "1"], ["HY-4711.10-S", "1"]]);
    await page.locator("input[type=file]").setInputFiles({ name: "bedarf.xlsx", mimeType: "application/octet-stream", buffer });
    await page.getByRole("button", { name: "Prüfen" }).last().click();
    await expect(page.getByText("3 Zeilen, davon 1 zu klären")).toBeVisible();
    if (scripted) await hydrated(page);
    await expect(page.getByText(/Zeile 2 wurde als Überschrift gelesen/)).toBeVisible();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    if (scripted) expect(await accessibility(page)).toEqual([]);
    await page.getByRole("button", { name: "Zeile 3 entfernen" }).click();
    await page.getByRole("button", { name: "2 Zeilen in den Warenkorb" }).click();
    await expect(page.getByText("2 Zeilen liegen im Warenkorb.")).toBeVisible();
    await page.getByRole("button", { name: "Rückgängig" }).click();
    await expect(page.getByText("Wieder herausgenommen.")).toBeVisible();
    await context.close();
  });
}

test("a scanner types numbers, and the same number again means one more; the phone's camera does the same", async ({ browser }) => {
  const { page, context, problems } = await person(browser, PEOPLE.buyer, { viewport: PHONE });
  // A browser that reads barcodes itself, with a picture that shows one.
  await page.addInitScript(() => {
    // @ts-expect-error not in every browser
    window.BarcodeDetector = class { async detect() { return [{ rawValue: "HY-5100.10" }]; } };
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")!.fillRect(0, 0, 10, 10);
      return canvas.captureStream(5);
    };
  });
  await visit(page, "/quick-order");
  const scan = page.getByLabel("Scannen");
  await scan.focus();
  for (const [code, said] of [["hy471120f", /HY-4711\.20-F .*: 1/], ["HY-4711.20-F", /HY-4711\.20-F .*: 2/], ["4099999999999", /4099999999999 ist unbekannt/]] as const) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await expect(page.getByText(said)).toBeVisible();
    await expect(scan).toBeFocused();
    await expect(scan).toHaveValue("");
  }
  await expect(page.getByLabel("Menge in Zeile 1")).toHaveValue("2");
  await page.getByRole("button", { name: "Kamera" }).click();
  await expect(page.getByText(/HY-5100\.10 .*: 1/)).toBeVisible();
  await page.getByRole("button", { name: "Kamera aus" }).click();
  await expect(page.locator("video")).toHaveCount(0);
  await expect(page.getByText("3 Zeilen, davon 1 zu klären")).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
  await context.close();
});

test("a company's administrator keeps own numbers, and the search finds them", async ({ browser }) => {
  const { page, context } = await person(browser, PEOPLE.buyer);
  await visit(page, "/account/numbers");
  await expect(page.getByText("BT-1001").first()).toBeVisible();
  await page.getByLabel("Ihre Nummer und unsere Teilenummer").fill("E2E-77;HY-5100.10\nE2E-78;GIBTSNICHT");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByText(/Nichts wurde übernommen/).first()).toBeVisible();
  await expect(page.getByLabel("Ihre Nummer und unsere Teilenummer")).toHaveValue(/E2E-78;GIBTSNICHT/);
  expect(await accessibility(page)).toEqual([]);
  await hydrated(page);
  await page.getByLabel("Ihre Nummer und unsere Teilenummer").fill("E2E-77;HY-5100.10");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await expect(page.getByText("1 gesetzt, 0 entfernt.")).toBeVisible();
  await hydrated(page);
  await page.getByRole("combobox").pressSequentially("e2e77", { delay: 30 });
  await expect(page.getByRole("option").first()).toContainText("HY-5100.10");
  await context.close();
});
