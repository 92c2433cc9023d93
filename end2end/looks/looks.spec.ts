// `make looks`: a picture of every page at three sizes, in light and dark, German and English, for a person to look at.
// LOOK=phone-light-de takes one of the twelve; PAGES=/cart,/orders only pages whose address contains one of them.
import { mkdirSync } from "node:fs";
import { DESK, PHONE, TABLET, test, visit } from "../support/kontor";
import { as, type Stop, stops } from "../support/pages";

const FOLDER = process.env.LOOKS ?? "looks/pictures";
const sizes = { phone: PHONE, tablet: TABLET, desk: DESK };
const locales = { de: "de-DE", en: "en-GB" };

let all: Stop[] = [];
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  mkdirSync(FOLDER, { recursive: true });
  all = (await stops(browser)).filter((s) => (process.env.PAGES ?? "").split(",").some((part) => s.path.includes(part)));
});

const looks = Object.keys(sizes).flatMap((size) =>
  (["light", "dark"] as const).flatMap((colorScheme) => Object.keys(locales).map((language) => ({ size, colorScheme, language }))),
);

for (const { size, colorScheme, language } of looks) {
  const look = `${size}-${colorScheme}-${language}`;
  if (!look.includes(process.env.LOOK ?? "")) continue;
  test(look, async ({ browser }) => {
    test.setTimeout(300_000);
    const options = { viewport: sizes[size as keyof typeof sizes], colorScheme, locale: locales[language as keyof typeof locales] };
    for (const who of ["nobody", "buyer", "desk"] as const) {
      const { page, context } = await as(browser, who, options);
      for (const { path } of all.filter((s) => s.who === who)) {
        await visit(page, path);
        const name = `${who}${path.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 80)}`;
        await page.screenshot({ path: `${FOLDER}/${name}_${look}.png`, fullPage: size !== "desk" });
      }
      await context.close();
    }
  });
}
