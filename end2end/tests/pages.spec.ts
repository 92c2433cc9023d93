// Every page, at phone and desk size, light and dark, German and English: nothing for axe, nothing wider than the window, no
// complaint in the console, and the same without JavaScript.
import { accessibility, DESK, expect, overflow, PEOPLE, person, PHONE, test, visit } from "../support/kontor";

const SHOP = ["/", "/search?q=filter", "/search?q=gibtesnicht", "/parts/HY-4711.20-F", "/parts/HY-4711.10-S", "/sign-in", "/forgot", "/request-account", "/nirgends"];
const CUSTOMER = ["/", "/search?q=dicht", "/parts/HY-4711.90-D", "/cart", "/checkout", "/orders", "/account", "/quick-order", "/account/numbers"];
const DEALER = ["/desk/orders", "/desk/customers", "/desk/parts?q=hy-4711", "/desk/imports", "/desk/mails"];

const looks = [
  { name: "phone, light, German", viewport: PHONE, colorScheme: "light", locale: "de-DE" },
  { name: "desk, dark, English", viewport: DESK, colorScheme: "dark", locale: "en-GB" },
] as const;

for (const look of looks) {
  for (const [who, email, pages] of [["nobody", null, SHOP], ["a buyer", PEOPLE.buyer, CUSTOMER], ["the desk", PEOPLE.admin, DEALER]] as const) {
    test(`${who}, ${look.name}: every page is accessible and fits`, async ({ browser }) => {
      test.setTimeout(180_000);
      const { name: _, ...options } = look;
      const { page, context, problems } = await person(browser, null, options);
      if (email) {
        await visit(page, "/sign-in");
        await page.locator("input[name=email]").fill(email);
        await page.locator("input[type=password]").fill("kontor-demo-2026");
        await page.locator("form button.act").first().click();
        await expect(page).not.toHaveURL(/sign-in/);
      }
      const wrong: string[] = [];
      for (const path of pages) {
        await visit(page, path);
        wrong.push(...(await accessibility(page)).map((v) => `${path} ${v}`));
        const wide = await overflow(page);
        if (wide > 0) wrong.push(`${path} is ${wide}px too wide`);
        const lang = await page.locator("html").getAttribute("lang");
        if (lang !== look.locale.slice(0, 2)) wrong.push(`${path} speaks ${lang}`);
      }
      expect(wrong).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}
