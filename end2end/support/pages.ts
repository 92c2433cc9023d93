// Every page of the app, as the people who see it. The routes are those of the actor table; the addresses are found in the
// running demo company, so that a page with an id is a real one.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { DESK, expect, PEOPLE, person, visit } from "./kontor";
import { mailed } from "./mailbox";

export type Who = "nobody" | "buyer" | "desk";
export type Stop = { route: string; who: Who; path: string };

/** The routes that the server has, from the table that walks all of them. */
export function routes(): string[] {
  const table = readFileSync("../server/tests/router/table/rows.rs", "utf8");
  return [...table.matchAll(/^\s*Page\("([^"]+)"/gm)].map((m) => m[1]);
}

/** The first address on `path` that matches. */
async function find(page: Page, path: string, pattern: RegExp): Promise<string> {
  await visit(page, path);
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
  const found = links.find((href) => pattern.test(href));
  if (!found) throw new Error(`no link like ${pattern} on ${path}`);
  return found;
}

/** All pages with something on them: a filled cart, an order with a parcel, an import with bad rows, a link from a mail. */
export async function stops(browser: Browser): Promise<Stop[]> {
  const buyer = await person(browser, PEOPLE.buyer);
  const desk = await person(browser, PEOPLE.admin);
  await visit(buyer.page, "/parts/HY-4711.20-F");
  await buyer.page.getByRole("button", { name: /In den Warenkorb/ }).first().click();
  await expect(buyer.page.getByText(/Im Warenkorb|liegt im Warenkorb|hinzugefügt|In den Warenkorb gelegt/i).first()).toBeVisible();
  const order = await find(buyer.page, "/orders?state=partly_shipped", /^\/orders\/[0-9A-Z]{26}$/);
  const shipment = await find(buyer.page, order, /\/shipments\/[^/]+\/print$/);
  await visit(buyer.page, order);
  const code = /[A-Z0-9]{3}-[A-Z0-9]{4}/.exec(await buyer.page.locator("main").innerText())?.[0];
  const back = await find(buyer.page, "/returns", /^\/returns\/[0-9A-Z]{26}-\d+$/);
  const shipped = await find(buyer.page, "/orders?state=shipped", /^\/orders\/[0-9A-Z]{26}$/);
  const list = await find(buyer.page, "/lists", /^\/lists\/[0-9A-Z]{26}$/);
  const named = await find(buyer.page, "/carts", /^\/cart\?cart=[0-9A-Z]{26}$/);
  const recurring = await find(buyer.page, "/recurring", /^\/recurring\/[0-9A-Z]{26}$/);
  const configured = await find(buyer.page, "/configurations", /^\/configurations\/[0-9A-Z]{26}$/);
  const offered = await find(buyer.page, "/offers", /^\/offers\/[A-Z0-9]+-[A-Z0-9]+-\d+$/);
  const deskOffer = await find(desk.page, "/desk/offers?show=all", /^\/desk\/offers\/[A-Z0-9]{3}-[A-Z0-9]{4}-\d+$/);
  const hook = await find(buyer.page, "/account/hooks", /^\/account\/hooks\/[0-9A-Z]{26}$/);
  const filed = await find(buyer.page, "/documents", /^\/documents\/[0-9A-Z]{26}$/);
  const deskFiled = await find(desk.page, "/desk/documents?kind=invoice", /^\/desk\/documents\/[0-9A-Z]{26}$/);
  const signed = await find(desk.page, "/desk/documents?kind=signed_form", /^\/desk\/documents\/[0-9A-Z]{26}$/);
  const owned = await find(buyer.page, "/machines", /^\/machines\/[^/?]+$/);
  const filled = await find(buyer.page, "/forms", /^\/forms\/[0-9A-Z]{26}$/);
  const deskFilled = await find(desk.page, "/desk/forms?state=draft", /^\/desk\/forms\/[0-9A-Z]{26}$/);
  const deskHook = await find(desk.page, "/desk/hooks", /^\/desk\/hooks\/[0-9A-Z]{26}$/);
  const cart = `/carts/${named.split("=").pop()}`;
  const deskList = await find(desk.page, "/desk/lists", /^\/desk\/lists\/[0-9A-Z]{26}$/);
  const slipped = await find(buyer.page, "/orders?choice=asked", /^\/orders\/[0-9A-Z]{26}$/);
  const fresh = await find(buyer.page, "/orders?state=placed", /^\/orders\/[0-9A-Z]{26}$/);
  const deskOrder = await find(desk.page, "/desk/orders?state=placed", /^\/desk\/orders\/[0-9A-Z]{26}/);
  const talked = (await find(desk.page, "/desk/follow-ups?show=all", /^\/desk\/cases\//)).replace("/desk", "");
  const deskReturn = await find(desk.page, "/desk/returns", /^\/desk\/returns\/[0-9A-Z]{26}-\d+$/);
  const asked = await find(buyer.page, "/price-requests", /^\/parts\/[^/]+#ask$/);
  const deskRequest = await find(desk.page, "/desk/price-requests", /^\/desk\/price-requests\/[0-9A-Z]{26}$/);
  const company = await find(desk.page, "/desk/customers", /^\/desk\/customers\/[^?]+$/);
  await visit(desk.page, "/desk/imports");
  await desk.page.locator("input[type=file]").setInputFiles("../crates/exchange/tests/files/broken.csv");
  await desk.page.locator("input[name=mode][value=preview]").check();
  await desk.page.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(desk.page).toHaveURL(/\/desk\/imports\/.+/, { timeout: 45_000 });
  const imported = new URL(desk.page.url()).pathname;
  await buyer.context.close();
  await desk.context.close();
  const link = await resetLink(browser);
  const sign = await mailed("jonas.greiner@bauer-tiefbau.example", /\/sign\/[A-Za-z0-9_-]+/);
  const nobody = (route: string, path = route): Stop => ({ route, who: "nobody", path });
  const customer = (route: string, path = route): Stop => ({ route, who: "buyer", path });
  const dealer = (route: string, path = route): Stop => ({ route, who: "desk", path });
  return [
    nobody("/"), nobody("/search", "/search?q=filter"), nobody("/search", "/search?q=gibtesnicht"),
    nobody("/category/{*path}", "/category/hydraulik"), nobody("/parts/{key}", "/parts/HY-4711.20-F"),
    nobody("/parts/{key}", "/parts/HY-4711.10-S"), nobody("/sign-in"), nobody("/signed-out"), nobody("/forgot"),
    nobody("/link/{token}", link), nobody("/request-account"), nobody("", "/nirgends"),
    nobody("/verify"), nobody("/verify/{id}", `/verify/${signed.split("/").pop()}`), nobody("/sign/{token}", sign), nobody("/signed/{how}", "/signed/done"),
    customer("/"), customer("/search", "/search?q=dicht"), customer("/parts/{key}", "/parts/HY-4711.90-D"), customer("/cart"),
    customer("/checkout"), customer("/orders"), customer("/orders/{id}", order), customer("/orders/{id}/print", `${order}/print`),
    customer("/orders/{id}/shipments/{sid}/print", shipment), customer("/case/{code}", `/case/${code}`), customer("/account"),
    customer("/promises"), customer("/orders/{id}", slipped), customer("/orders", "/orders?choice=chosen"),
    customer("/account/rules"), customer("/account/keys"), customer("/approvals"), customer("/quick-order"), customer("/account/numbers"),
    customer("/account/stored", "/account/stored?session=cs_unknown"), customer("/orders/{id}/paid", `${order}/paid`),
    customer("/orders/{id}/repeat", `${order}/repeat`), customer("/lists"), customer("/lists/{id}", list), customer("/bought"),
    customer("/orders/{id}/change", `${fresh}/change`), customer("/orders/{id}/change", `${fresh}/change?n.0=HY-4711.20-F&m.0=2`),
    customer("/orders/{id}/return", `${shipped}/return`), customer("/orders/{id}/return", `${shipped}/return?q.1=1&r.1=not_needed`),
    customer("/returns"), customer("/returns/{id}", back), customer("/returns/{id}/slip", `${back}/slip`), customer("/cores"),
    customer("/carts"), customer("/carts/{id}", cart), customer("/cart", `/cart?cart=${cart.split("/").pop()}`),
    customer("/recurring"), customer("/recurring/{id}", recurring),
    customer("/recurring/new", `/recurring/new?from=order&source=${order.split("/").pop()}`),
    nobody("/models"), customer("/models/{id}", "/models/kb-27"), customer("/configurations"), customer("/configurations", "/configurations?shelf=archived"),
    customer("/configurations/{id}", configured), customer("/configurations/{id}/versions", `${configured}/versions?left=1&right=2`),
    customer("/offers"), customer("/offers", "/offers?turn=nobody"), customer("/offers/new"),
    customer("/offers/new", "/offers/new?part=HY-4711.20-F&quantity=12"), customer("/offers/{id}", offered), customer("/offers/{id}", `${offered}?version=1`),
    dealer("/desk/configurations"), dealer("/desk/configurations/{id}", `/desk${configured}`),
    dealer("/desk/configurations/{id}/versions", `/desk${configured}/versions`),
    customer("/account/hooks"), customer("/account/hooks/{id}", hook), customer("/account/hooks/{id}", `${hook}?state=failed`),
    dealer("/desk/hooks"), dealer("/desk/hooks/{id}", deskHook),
    customer("/cases"), customer("/cases", "/cases?show=archived"), customer("/cases/{code}", talked),
    dealer("/desk/cases", "/desk/cases?show=all"), dealer("/desk/cases/{code}", `/desk${talked}`), dealer("/desk/follow-ups", "/desk/follow-ups?show=all"),
    customer("/documents"), customer("/documents", "/documents?kind=delivery_note&from=2022-01-01"), customer("/documents", "/documents?words=gibtesnicht"),
    customer("/documents/new"), customer("/documents/{id}", filed),
    dealer("/desk/documents"), dealer("/desk/documents", "/desk/documents?company=bauer-tiefbau"), dealer("/desk/documents/{id}", deskFiled),
    dealer("/desk/documents/new", "/desk/documents/new?q=bau"), dealer("/desk/documents/new", "/desk/documents/new?company=bauer-tiefbau"), dealer("/desk/archive"),
    customer("/machines"), customer("/machines", "/machines?words=gibtesnicht"), customer("/machines/{serial}", owned),
    customer("/forms"), customer("/forms", "/forms?state=expired"), customer("/forms/new"), customer("/forms/{id}", filled),
    dealer("/desk/machines"), dealer("/desk/machines", "/desk/machines?company=bauer-tiefbau"), dealer("/desk/machines/{serial}", `/desk${owned}`),
    dealer("/desk/machines/{serial}/edit", `/desk${owned}/edit`), dealer("/desk/machines/new", "/desk/machines/new?q=bau"), dealer("/desk/machines/new", "/desk/machines/new?company=bauer-tiefbau"),
    dealer("/desk/forms"), dealer("/desk/forms", "/desk/forms?state=signed"), dealer("/desk/documents/{id}", signed), dealer("/desk/forms/{id}", deskFilled),
    dealer("/desk/forms/new", "/desk/forms/new?q=bau"), dealer("/desk/forms/new", "/desk/forms/new?company=bauer-tiefbau&template=service-report"),
    dealer("/desk/templates"), dealer("/desk/templates/{id}", "/desk/templates/service-report"),
    ...["head", "file", "section:work", "new-section", "element:times", "element:hours", "new-element:work", "new-element:work.choice"].map((edit) =>
      dealer("/desk/templates/{id}", `/desk/templates/service-report?edit=${edit}`)),
    dealer("/desk/recurring"), dealer("/desk/recurring/{id}", `/desk${recurring}`),
    dealer("/desk"), dealer("/desk/find", "/desk/find?q=bauer"), dealer("/desk/orders"), dealer("/desk/orders/{id}", deskOrder), dealer("/desk/payments"),
    dealer("/desk/promises"), dealer("/desk/orders/{id}", `/desk${slipped}`), dealer("/desk/orders", "/desk/orders?choice=asked"),
    dealer("/desk/returns"), dealer("/desk/returns", "/desk/returns?state=requested"), dealer("/desk/returns/{id}", deskReturn),
    dealer("/desk/cores"), dealer("/desk/customers"), dealer("/desk/customers/{id}", company),
    dealer("/desk/customers/{id}/rules", `${company}/rules`), dealer("/desk/customers/{id}/keys", `${company}/keys`), dealer("/desk/keys"), dealer("/desk/lists"), dealer("/desk/lists/{id}", deskList), dealer("/desk/customers", "/desk/customers?q=bau"),
    customer("/price-requests"), customer("/parts/{key}", asked),
    dealer("/desk/offers"), dealer("/desk/offers", "/desk/offers?show=all"), dealer("/desk/offers/{id}", deskOffer),
    dealer("/desk/offers/floors"), dealer("/desk/offers/new", "/desk/offers/new?q=bau"), dealer("/desk/offers/new", "/desk/offers/new?company=bauer-tiefbau"),
    dealer("/desk/models"), dealer("/desk/models/{id}", "/desk/models/kb-27"),
    ...["machine", "choice:kabine", "group:werkzeuge", "new-rule", "example:0"].map((edit) => dealer("/desk/models/{id}", `/desk/models/kb-27?edit=${edit}`)),
    dealer("/desk/metals"), dealer("/desk/price-requests"), dealer("/desk/price-requests/{id}", deskRequest), dealer("/desk/prices"), dealer("/desk/prices", "/desk/prices?customer=bauer-tiefbau&part=HY-4711.20-F&percent=30"),
    dealer("/desk/parts", "/desk/parts?q=hy-4711"), dealer("/desk/parts", "/desk/parts?q=hy-4711&open=HY-4711.20-F"), dealer("/desk/outbox"), dealer("/desk/delivery"),
    dealer("/desk/imports"), dealer("/desk/imports/{id}", imported), dealer("/desk/mails"),
  ];
}

/** A password link, as it stands in the mail that the desk shows in development. */
async function resetLink(browser: Browser): Promise<string> {
  const guest = await person(browser, null, { viewport: DESK });
  await visit(guest.page, "/forgot");
  await guest.page.locator("input[name=email]").fill(PEOPLE.otherCompany);
  await guest.page.locator("form button.act").first().click();
  await guest.context.close();
  const desk = await person(browser, PEOPLE.admin);
  let link = "";
  await expect(async () => {
    await visit(desk.page, "/desk/mails");
    await desk.page.getByRole("link", { name: /Passwort|password/i }).first().click({ timeout: 2_000 });
    link = /\/link\/[A-Za-z0-9_-]+/.exec(await desk.page.content())?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 30_000 });
  await desk.context.close();
  return link;
}

/** A browser as each of them, with the looks wanted. */
export async function as(browser: Browser, who: Who, options: Parameters<Browser["newContext"]>[0]) {
  return person(browser, { nobody: null, buyer: PEOPLE.buyer, desk: PEOPLE.admin }[who], options);
}
