// Every page the server has, at phone and desk size, light and dark, German and English: nothing for axe, nothing wider than
// the window, no complaint in the console. A page without a stop here fails.
import { accessibility, DESK, expect, overflow, PHONE, test, visit } from "../support/kontor";
import { as, routes, type Stop, stops } from "../support/pages";

const looks = [
  { name: "phone, light, German", viewport: PHONE, colorScheme: "light", locale: "de-DE" },
  { name: "desk, dark, English", viewport: DESK, colorScheme: "dark", locale: "en-GB" },
] as const;

let all: Stop[] = [];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  all = await stops(browser);
});

test("every route of the server is looked at", () => {
  const visited = new Set(all.map((s) => s.route));
  // The table is where it is looked for.
  expect(routes().length).toBeGreaterThan(80);
  expect(routes().filter((route) => !visited.has(route))).toEqual([]);
});

for (const look of looks) {
  for (const who of ["nobody", "buyer", "desk"] as const) {
    test(`${who}, ${look.name}: every page is accessible and fits`, async ({ browser }) => {
      test.setTimeout(180_000);
      const { name: _, ...options } = look;
      const { page, context, problems } = await as(browser, who, options);
      const wrong: string[] = [];
      for (const { path } of all.filter((s) => s.who === who)) {
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
